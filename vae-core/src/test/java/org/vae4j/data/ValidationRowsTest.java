package org.vae4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vae4j.random.RandomStream;

final class ValidationRowsTest {

  /** Rows that say their number. */
  private static Dataset numbers(int size) {
    double[][] rows = new double[size][1];
    for (int i = 0; i < size; i++) {
      rows[i][0] = i;
    }
    return TableDataset.of(rows, TableForm.raw(List.of("number"), null));
  }

  private static int[] numbers(Dataset rows) {
    return IntStream.range(0, rows.size()).map(i -> (int) rows.rows(i, 1)[0][0]).toArray();
  }

  private static int[] validation(double count, long seed) {
    return numbers(new ValidationRows(count).split(numbers(20), seed).validation());
  }

  @Test
  void theTwoPartsAreAllRowsOnceInTheirOrder() {
    ValidationRows.Parts parts = new ValidationRows(0.2).split(numbers(1000), 1);
    int[] validation = numbers(parts.validation());
    int[] training = numbers(parts.training());
    assertThat(validation).hasSize(200).isSorted();
    assertThat(training).hasSize(800).isSorted();
    assertThat(IntStream.concat(IntStream.of(training), IntStream.of(validation)))
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 1000).boxed().toList());
  }

  @Test
  void theSeedDecidesAndNothingElse() {
    assertThat(validation(3, 1)).containsExactly(12, 15, 18);
    assertThat(validation(0.15, 1)).containsExactly(12, 15, 18);
    assertThat(validation(3, 2)).isNotEqualTo(validation(3, 1));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.1, 1.5, Double.NaN, 1e10})
  void countsThatAreNoneAreRefused(double count) {
    assertThatThrownBy(() -> new ValidationRows(count))
        .hasMessageStartingWith("validation: " + count + ", expected a fraction");
  }

  @Test
  void bothPartsMustHaveRows() {
    assertThatThrownBy(() -> new ValidationRows(0.01).split(numbers(20), 1))
        .hasMessageContaining("0.01 rows of 20 are none");
    assertThatThrownBy(() -> new ValidationRows(20).split(numbers(20), 1))
        .hasMessageContaining("20 rows of 20 are all");
    assertThatThrownBy(() -> new ValidationRows(0.99).split(numbers(20), 1))
        .hasMessageContaining("all");
  }

  private static byte[] bytes(int from, int to) {
    byte[] bytes = new byte[to - from];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (from + i);
    }
    return bytes;
  }

  private static ImageDataset ramp(int count) {
    return ImageDataset.of(bytes(0, 4 * count), bytes(0, count), 2, 2)
        .withScaling(new Scaling(0, 255));
  }

  @Test
  void selectedImagesKeepTheirPixelsLabelsAndScaling() {
    ImageDataset chosen = ramp(9).subset(1, 9).select(6, 0);
    float[][] rows = chosen.rows(0, 2);
    assertThat(rows[0]).containsExactly(28, 29, 30, 31);
    assertThat(rows[1]).containsExactly(4, 5, 6, 7);
    assertThat(chosen.label(0)).isEqualTo(7);
    assertThat(chosen.size()).isEqualTo(2);
    assertThatThrownBy(() -> ramp(9).select(9)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> ramp(9).select()).hasMessageContaining("no row is selected");
  }

  @Test
  void selectedRowsOfOtherDataAreAView() {
    Dataset images = ramp(9);
    Dataset plain = new SelectedRows(images, IntStream.range(0, 9).toArray());
    Dataset chosen = plain.select(6, 0);
    assertThat(chosen.rows(0, 2)).isDeepEqualTo(images.select(6, 0).rows(0, 2));
    double[] doubles = new double[5];
    chosen.copy(1, doubles, 1);
    assertThat(doubles).containsExactly(0, 0, 1, 2, 3);
    assertThat(chosen.labels().name(0)).isEqualTo("6");
    assertThat(chosen.form()).isEqualTo(images.form());
    ImageForm unit = ramp(9).form().withScaling(Scaling.UNIT);
    assertThat(chosen.withForm(unit).rows(0, 1)[0][0]).isEqualTo(24 / 255f);
    assertThat(new SelectedRows(numbers(9), 3).labels()).isNull();
    assertThatThrownBy(() -> plain.select(9)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> plain.select()).hasMessageContaining("no row is selected");
  }

  @Test
  void pixelsAreDrawnWithTheirBrightness() {
    byte[] pixels = new byte[256 * 400];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i / 400);
    }
    ImageDataset drawn =
        ImageDataset.of(pixels, null, 20, 20)
            .withScaling(Scaling.UNIT)
            .binarized(RandomStream.of(3, "binarize/train"));
    for (int brightness = 0; brightness < 256; brightness++) {
      float[] row = drawn.rows(brightness, 1)[0];
      double white = IntStream.range(0, 400).filter(i -> row[i] == 1).count();
      assertThat(IntStream.range(0, 400).filter(i -> row[i] == 0).count())
          .isEqualTo(400 - (long) white);
      double p = brightness / 255.0;
      assertThat(white / 400).isCloseTo(p, within(5 * Math.sqrt(p * (1 - p) / 400) + 1e-12));
    }
  }

  @Test
  void anImageIsDrawnAlikeWhateverPartItFallsTo() {
    RandomStream stream = RandomStream.of(5, "binarize/train");
    ImageDataset whole = ramp(40).binarized(stream);
    Dataset part = new ValidationRows(10).split(whole, 5).validation();
    int[] rows = numbers(new ValidationRows(10).split(numbers(40), 5).validation());
    for (int i = 0; i < rows.length; i++) {
      assertThat(part.rows(i, 1)[0]).isEqualTo(whole.rows(rows[i], 1)[0]);
      assertThat(part.labels().id(i)).isEqualTo(whole.label(rows[i]));
    }
    ImageDataset again = ramp(40).binarized(stream);
    ImageDataset tail = ramp(40).subset(7, 40).binarized(stream);
    assertThat(whole.sha256())
        .isEqualTo(again.sha256())
        .isNotEqualTo(ramp(40).binarized(RandomStream.of(6, "binarize/train")).sha256());
    assertThat(tail.sha256())
        .isEqualTo(ImageDataset.of(bytes(28, 160), bytes(7, 40), 2, 2).binarized(stream).sha256());
  }
}
