package org.vae4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vae4j.data.TableForm.Column;
import org.vae4j.data.TableScaling.Missing;

class DataFormTest {
  private static final double NAN = Double.NaN;

  /** Column b has a missing value; c is constant. */
  private final TableDataset rows =
      TableDataset.of(
          new double[][] {{1, 10, 5}, {2, NAN, 5}, {3, 30, 5}, {6, 50, 5}},
          TableForm.raw(List.of("a", "b", "c"), "kind"));

  @Test
  void formsComeBackFromTheirJson() throws IOException {
    List<DataForm> forms =
        List.of(
            new ImageForm(28, 20, 3, new Scaling(-0.25, 1)),
            new TableForm(
                List.of(
                    new Column("ä \"x\",\n", 1e-300, 0.1, NAN), new Column("2", -7, 1e200, 0.3)),
                "kind"),
            TableForm.raw(List.of("1"), null));
    for (DataForm form : forms) {
      assertThat(DataForm.parse(form.toJson())).isEqualTo(form);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{\"kind\":\"sound\"}",
        "{\"kind\":\"images\",\"height\":2,\"width\":2,\"channels\":1,\"low\":1,\"high\":1}",
        "{\"kind\":\"images\",\"height\":2.5,\"width\":2,\"channels\":1,\"low\":0,\"high\":1}",
        "{\"kind\":\"images\",\"height\":2,\"width\":2,\"channels\":2,\"low\":0,\"high\":1}",
        "{\"kind\":\"images\",\"height\":99999,\"width\":99999,\"channels\":1,\"low\":0,\"high\":1}",
        "{\"kind\":\"table\",\"columns\":[]}",
        "{\"kind\":\"table\",\"columns\":[3]}",
        "{\"kind\":\"table\",\"columns\":[{\"name\":\"a\",\"shift\":0,\"scale\":0}]}",
        "{\"kind\":\"table\",\"columns\":[{\"name\":\"a\",\"shift\":0,\"scale\":1e999}]}",
        "{\"kind\":\"table\",\"columns\":[{\"name\":\"a\",\"shift\":0}]}",
        "{\"kind\":\"table\",\"columns\":[{\"name\":\"a\",\"shift\":0,\"scale\":1},"
            + "{\"name\":\"a\",\"shift\":0,\"scale\":1}]}",
        "{\"kind\":\"table\",\"kind\":\"table\"}",
        "{\"kind\":\"table\",\"columns\":[]} more"
      })
  void textThatDescribesNoFormIsRefused(String json) {
    assertThatThrownBy(() -> DataForm.parse(json)).isInstanceOf(IOException.class);
  }

  @Test
  void standardisingGivesMeanZeroAndVarianceOne() {
    TableForm form = TableScaling.STANDARDISE.fit(rows, Scaling.SIGNED, Missing.MEAN);
    assertThat(form.columns().get(0).shift()).isEqualTo(3);
    assertThat(form.columns().get(0).scale()).isCloseTo(Math.sqrt(3.5), within(1e-15));
    assertThat(form.columns().get(1)).isEqualTo(new Column("b", 30, Math.sqrt(800 / 3.0), 30, 30));
    assertThat(form.columns().get(2)).isEqualTo(new Column("c", 5, 1, 5, 5));
    assertThat(form.labelColumn()).isEqualTo("kind");
    double[] row = new double[4];
    rows.withForm(form).copy(1, row, 1);
    assertThat(row).containsExactly(0, -1 / Math.sqrt(3.5), 0, 0);
  }

  @Test
  void minmaxGivesTheEndsOfTheInterval() {
    TableForm form = TableScaling.MINMAX.fit(rows, new Scaling(-1, 1), new Missing(false, 20));
    TableDataset scaled = rows.withForm(form);
    assertThat(scaled.rows(0, 4))
        .isDeepEqualTo(
            new float[][] {{-1, -1, -1}, {-0.6f, -0.5f, -1}, {-0.2f, 0, -1}, {1, 1, -1}});
    assertThat(form.unscaled(new float[] {1, 0, -1})).containsExactly(6, 30, 5);
  }

  @Test
  void noScalingKeepsValuesAndMissingOnes() {
    TableForm form = TableScaling.NONE.fit(rows, Scaling.SIGNED, Missing.REFUSED);
    assertThat(form.names()).isEqualTo(rows.form().names());
    assertThat(form.columns()).allMatch(column -> column.isRaw() && Double.isNaN(column.fill()));
    assertThat(form.fillsMissing()).isFalse();
    assertThat(rows.withForm(form).rows(1, 1)[0]).containsExactly(2, Float.NaN, 5);
  }

  @Test
  void columnsWithoutAFiniteSpreadAreRefused() {
    TableForm raw = TableForm.raw(List.of("a"), null);
    TableDataset empty = TableDataset.of(new double[][] {{NAN}, {NAN}}, raw);
    TableDataset wide = TableDataset.of(new double[][] {{-1.7e308}, {1.7e308}}, raw);
    assertThatThrownBy(() -> TableScaling.STANDARDISE.fit(empty, Scaling.UNIT, Missing.MEAN))
        .hasMessageContaining("all 2 values of column 'a' are missing");
    assertThatThrownBy(() -> TableScaling.MINMAX.fit(wide, Scaling.UNIT, Missing.MEAN))
        .hasMessageContaining("-1.7E308 to 1.7E308, whose spread is infinite");
  }

  @Test
  void selectedRowsAreThoseOfTheTableAndDigestsKnowNoScaling() {
    TableForm form = TableScaling.STANDARDISE.fit(rows, Scaling.SIGNED, Missing.MEAN);
    TableDataset two = rows.select(3, 0);
    assertThat(two.rows(0, 2)).isDeepEqualTo(new float[][] {{6, 50, 5}, {1, 10, 5}});
    assertThat(rows.withForm(form).select(3, 0).sha256()).isEqualTo(two.sha256());
    assertThat(rows.withForm(form).sha256()).isEqualTo(rows.sha256()).isNotEqualTo(two.sha256());
    Labels labels = Labels.of(4, row -> row, List.of("p", "q", "r", "s"));
    TableDataset labelled =
        TableDataset.of(
            new TableRows() {
              @Override
              public int size() {
                return 4;
              }

              @Override
              public void read(int row, double[] target, int at) {
                target[at] = row;
              }
            },
            TableForm.raw(List.of("a"), "kind"),
            labels);
    assertThat(labelled.select(2, 1).labels().name(0)).isEqualTo("r");
    assertThatThrownBy(() -> rows.select()).hasMessageContaining("no row is selected");
  }

  @Test
  void formsOfOtherDataAreRefused() {
    DataForm images = new ImageForm(1, 3, 1, Scaling.UNIT);
    assertThatThrownBy(() -> rows.withForm(images)).hasMessageContaining("images of 3x1");
    assertThatThrownBy(() -> rows.withForm(TableForm.raw(List.of("a", "b", "d"), null)))
        .hasMessageContaining("[a, b, c]");
    ImageDataset three = ImageDataset.of(new byte[6], null, 2, 3);
    assertThatThrownBy(() -> three.withForm(images)).hasMessageContaining("images of 3x2");
  }
}
