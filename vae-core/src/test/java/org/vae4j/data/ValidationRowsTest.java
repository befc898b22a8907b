package org.vae4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vae4j.random.RandomStream;

final class ValidationRowsTest {

  @Test
  void theTwoPartsAreAllRowsOnceInTheirOrder() {
    ValidationRows.Split split = new ValidationRows(0.2).split(1000, 1);
    assertThat(split.validation()).hasSize(200).isSorted();
    assertThat(split.training()).hasSize(800).isSorted();
    assertThat(IntStream.concat(IntStream.of(split.training()), IntStream.of(split.validation())))
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 1000).boxed().toList());
  }

  @Test
  void theSeedDecidesAndNothingElse() {
    int[] first = new ValidationRows(3).split(20, 1).validation();
    assertThat(new ValidationRows(0.15).split(20, 1).validation()).isEqualTo(first);
    assertThat(new ValidationRows(3).split(20, 2).validation()).isNotEqualTo(first);
    assertThat(first).containsExactly(GOLDEN);
  }

  private static final int[] GOLDEN = {12, 15, 18};

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.1, 1.5, Double.NaN, 1e10})
  void countsThatAreNoneAreRefused(double count) {
    assertThatThrownBy(() -> new ValidationRows(count))
        .hasMessageStartingWith("validation: " + count + ", expected a fraction");
  }

  @Test
  void bothPartsMustHaveRows() {
    assertThatThrownBy(() -> new ValidationRows(0.01).split(20, 1))
        .hasMessageContaining("0.01 rows of 20 are none");
    assertThatThrownBy(() -> new ValidationRows(20).split(20, 1))
        .hasMessageContaining("20 rows of 20 are all");
    assertThatThrownBy(() -> new ValidationRows(0.99).split(20, 1)).hasMessageContaining("all");
  }

  private static ImageDataset ramp(int count) {
    byte[] pixels = new byte[count * 4];
    byte[] labels = new byte[count];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) i;
      labels[i / 4] = (byte) (i / 4);
    }
    return ImageDataset.of(pixels, labels, 2, 2).withScaling(new Scaling(0, 255));
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
    DataSplit all = new DataSplit(ramp(40), ramp(7));
    DataSplit whole = all.binarized(5);
    DataSplit parts = whole.withValidation(new ValidationRows(10), 5);
    int[] rows = new ValidationRows(10).split(40, 5).validation();
    assertThat(parts.validation()).isNotNull();
    for (int i = 0; i < rows.length; i++) {
      assertThat(parts.validation().rows(i, 1)[0]).isEqualTo(whole.train().rows(rows[i], 1)[0]);
      assertThat(parts.validation().label(i)).isEqualTo(whole.train().label(rows[i]));
    }
    assertThat(parts.heldOut()).isSameAs(parts.validation());
    assertThat(all.heldOut()).isSameAs(all.test());
    assertThat(whole.train().sha256()).isEqualTo(all.binarized(5).train().sha256());
    assertThat(whole.train().sha256()).isNotEqualTo(all.binarized(6).train().sha256());
    assertThat(Arrays.deepToString(whole.requireTest().rows(0, 7)))
        .isNotEqualTo(Arrays.deepToString(whole.train().rows(0, 7)));
  }
}
