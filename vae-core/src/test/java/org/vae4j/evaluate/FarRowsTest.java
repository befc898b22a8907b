package org.vae4j.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vae4j.data.Dataset;
import org.vae4j.data.TableDataset;
import org.vae4j.data.TableForm;
import org.vae4j.data.TableForm.Column;
import org.vae4j.data.TableScaling;
import org.vae4j.data.UnusableRowException;
import org.vae4j.loss.BinaryCrossEntropy;
import org.vae4j.loss.Gaussian;
import org.vae4j.loss.LearnedGaussian;
import org.vae4j.loss.Loss;
import org.vae4j.loss.SquaredError;
import org.vae4j.nn.Activation;
import org.vae4j.tensor.DType;
import org.vae4j.tensor.kernel.PlainBackend;
import org.vae4j.vae.Vae;
import org.vae4j.vae.VaeModel;

/** Rows with values far outside of what a model was trained on, and rows with holes. */
final class FarRowsTest {
  private static final double NAN = Double.NaN;
  private static final TableForm FORM =
      new TableForm(
          List.of(
              new Column("a", 10, 2, 10),
              new Column("b", 20, 1e-8, 20),
              new Column("c", 30, 4, 30)),
          null);
  private static final double[] FAR = {1e3, 65_535, 2147483647L, 1e10, 9.97e36, 3.4e38, 1e300};

  /** With weights so large that plain arithmetic overflows soon. */
  private static VaeModel model(Loss loss) {
    Vae vae = Vae.dense(3, List.of(8), 2, Activation.IDENTITY, loss);
    VaeModel model = VaeModel.initialise(vae, PlainBackend.onHeap(), DType.F32, 2);
    for (String name : List.of("fc1.weight", "fc22.weight")) {
      double[] values = model.weights().values(name);
      Arrays.setAll(values, i -> values[i] * 3);
      model.weights().set(name, values);
    }
    return model;
  }

  private static Dataset table(double[]... rows) {
    return TableDataset.of(rows, FORM);
  }

  private static int largest(double[] values) {
    int largest = 0;
    for (int i = 1; i < values.length; i++) {
      largest = values[i] > values[largest] ? i : largest;
    }
    return largest;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void aFartherRowScoresHigherAndTheColumnIsNamed(int column) {
    for (Loss loss : List.of(new SquaredError(), new Gaussian(1e-6), new LearnedGaussian())) {
      for (boolean importance : new boolean[] {false, true}) {
        for (int sign : new int[] {1, -1}) {
          double[][] rows = new double[FAR.length][];
          for (int i = 0; i < rows.length; i++) {
            rows[i] = new double[] {10, 20, 30};
            rows[i][column] += sign * FAR[i];
          }
          try (VaeModel model = model(loss)) {
            Scorer.Scores scores =
                new Scorer(4, importance, 1, 2).score(model, table(rows), 0, rows.length);
            double before =
                new Scorer(4, importance, 1, 1)
                    .score(model, table(new double[] {10, 20, 30}), 0, 1)
                    .totals()[0];
            for (int i = 0; i < rows.length; i++) {
              double total = scores.totals()[i];
              assertThat(total).isFinite().isGreaterThan(before);
              before = i < 6 || column != 1 ? total : before; // scaled, the last two overflow
              assertThat(scores.kl()[i]).isFinite();
              assertThat(largest(scores.contributions(i))).as("row %d", i).isEqualTo(column);
            }
          }
        }
      }
    }
  }

  @Test
  void aValueBeyondTheEndsIsNotMoreUsualThanTheEnd() {
    TableForm unit =
        new TableForm(
            List.of(new Column("a", 0, 10, NAN), new Column("b", 0, 10, NAN), Column.raw("c")),
            null);
    double[][] rows = {{5, 10, 1}, {5, 20, 1}, {5, 1e5, 1}, {5, 1e300, 1}, {5, -1e300, 1}};
    Dataset data = TableDataset.of(rows, unit);
    try (VaeModel model = model(new BinaryCrossEntropy())) {
      double[] totals = new Scorer(4, false, 1, 1).score(model, data, 0, 5).totals();
      assertThat(totals).doesNotContain(NAN, Double.POSITIVE_INFINITY);
      for (int i = 1; i < 4; i++) {
        assertThat(totals[i]).isGreaterThan(totals[i - 1]);
      }
      assertThat(totals[4]).isGreaterThan(1e90);
      double[] bound = new double[2];
      for (int i = 0; i < 2; i++) {
        bound[i] = new Evaluator(20, 1, 1).evaluate(model, data.select(i)).elbo().mean();
      }
      assertThat(bound[1]).isLessThan(bound[0]);
    }
  }

  @Test
  void whatIsNotFiniteIsRefusedWithItsRowAndColumn() {
    TableForm strict = FORM.withMissing(TableScaling.Missing.REFUSED);
    TableForm raw = TableForm.raw(List.of("a", "b", "c"), null);
    Dataset hole = TableDataset.of(new double[][] {{1, 2, 3}, {1, NAN, 3}}, raw);
    try (VaeModel model = model(new SquaredError())) {
      Scorer scorer = new Scorer(2, false, 1, 2);
      assertThatThrownBy(() -> scorer.score(model, hole.withForm(strict), 0, 2))
          .isInstanceOf(UnusableRowException.class)
          .hasMessageContaining("score: row 2, column 'b' is missing");
      assertThatThrownBy(() -> new Evaluator(2, 1, 1).evaluate(model, hole))
          .isInstanceOf(UnusableRowException.class)
          .hasMessageContaining("evaluate: row 2, column 'b' is missing");
      Dataset far = table(new double[] {10, 20, 30}, new double[] {10, 20, 1e300});
      assertThatThrownBy(() -> new Evaluator(2, 1, 1).evaluate(model, far))
          .isInstanceOf(UnusableRowException.class)
          .hasMessageContaining("evaluate: row 2, column 'c' is 2.5E299 as the model sees it");
    }
    assertThatThrownBy(() -> table(new double[] {1, 2, 3}, new double[] {1, 2, -1 / 0.0}))
        .isInstanceOf(UnusableRowException.class)
        .hasMessageContaining("table: row 2, column 'c' is -Infinity");
    assertThatThrownBy(() -> TableDataset.of(new double[][] {{1, 2, NAN}}, strict))
        .isInstanceOf(UnusableRowException.class)
        .hasMessageContaining("table: row 1, column 'c' is missing");
  }

  @Test
  void missingValuesGiveNoCredit() {
    double[][] rows = {{13, 20, 22}, {13, NAN, 22}, {NAN, NAN, 22}, {NAN, NAN, NAN}, {10, 20, 30}};
    Dataset data = table(rows);
    assertThat(data.missing(1)).containsExactly(1);
    assertThat(data.select(3).missing(0)).containsExactly(0, 1, 2);
    try (VaeModel model = model(new SquaredError())) {
      Scorer.Scores scores = new Scorer(8, false, 1, 1).score(model, data, 0, 5);
      double[] parts = scores.contributions(1);
      assertThat(parts[1]).isCloseTo((parts[0] + parts[2]) / 2, within(1e-12));
      double sum = Arrays.stream(parts).sum() + scores.kl()[1];
      assertThat(scores.totals()[1]).isCloseTo(sum, within(1e-12));
      assertThat(scores.totals()[3]).isEqualTo(Double.POSITIVE_INFINITY);
      assertThat(scores.totals()[1]).isGreaterThan(scores.totals()[4]);
      ModelFigures figures = new Evaluator(8, 1, 1).evaluate(model, data.select(0, 1, 2));
      assertThat(figures.elbo().mean()).isFinite();
      assertThatThrownBy(() -> new Evaluator(8, 1, 1).evaluate(model, data))
          .hasMessageContaining("evaluate: row 4, column 1 is missing, as all values of the row");
    }
  }
}
