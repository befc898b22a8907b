package org.vae4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vae4j.random.RandomStream;

class ImageDatasetTest {
  /** Three images of 2×3 pixels, 0 to 17, with labels 7, 8 and 255. */
  private final ImageDataset images = ImageDataset.of(ramp(18), new byte[] {7, 8, -1}, 2, 3);

  @Test
  void signedAndUnitScalingAreExactForEveryByte() {
    ImageDataset all = ImageDataset.of(ramp(256), null, 16, 16);
    double[] signed = new double[256];
    double[] unit = new double[256];
    float[] signedFloats = new float[256];
    all.withScaling(Scaling.SIGNED).copy(0, signed, 0);
    all.withScaling(Scaling.UNIT).copy(0, unit, 0);
    all.withScaling(Scaling.SIGNED).copy(0, signedFloats, 0);
    for (int pixel = 0; pixel < 256; pixel++) {
      assertThat(signed[pixel]).isEqualTo(pixel / 255.0 * 2 - 1);
      assertThat(unit[pixel]).isEqualTo(pixel / 255.0);
      assertThat(signedFloats[pixel]).isEqualTo((float) signed[pixel]);
    }
  }

  @Test
  void copiesARowToItsPlaceAndNothingElse() {
    double[] target = new double[8];
    images.withScaling(new Scaling(0, 255)).copy(1, target, 1);
    assertThat(target).containsExactly(0, 6, 7, 8, 9, 10, 11, 0);
  }

  @Test
  void subsetsAreViewsWithTheirOwnNumbering() {
    ImageDataset tail = images.subset(1, 3).withScaling(new Scaling(0, 255));
    float[] target = new float[6];
    tail.copy(1, target, 0);
    assertThat(target).containsExactly(12, 13, 14, 15, 16, 17);
    assertThat(tail.size()).isEqualTo(2);
    assertThat(tail.label(1)).isEqualTo(255);
    assertThat(images.first(2).label(1)).isEqualTo(8);
    assertThat(tail.first(1).label(0)).isEqualTo(8);
    assertThat(tail.features()).isEqualTo(6);
    assertThatThrownBy(() -> tail.copy(2, target, 0)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> images.first(4)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> images.first(0)).hasMessageContaining("holds no image");
  }

  /** The digests were computed in Python from the documented bytes. */
  @Test
  void hashCoversSizesPixelsAndLabels() {
    assertThat(images.sha256())
        .isEqualTo("274ad36a68b660cb5a9a0d890e95a2f0ec6b86f9dcdf457114ac7883005290ea");
    assertThat(images.subset(1, 3).sha256())
        .isEqualTo("6f1d340db95bfeef076c2358004f578aef84a6ebdf1dc9306ad9067ad24e11c7");
    assertThat(ImageDataset.of(ramp(18), null, 3, 2).sha256())
        .isNotEqualTo(ImageDataset.of(ramp(18), null, 2, 3).sha256());
    assertThat(images.withScaling(Scaling.UNIT).sha256()).isEqualTo(images.sha256());
  }

  /** Other images, or other bytes, have another digest. */
  @Test
  void aKnownHashGoesOnlyWithTheSameBytes() {
    ImageDataset known = images.withKnownSha256("known");
    assertThat(known.sha256()).isEqualTo("known");
    assertThat(known.withScaling(Scaling.UNIT).sha256()).isEqualTo("known");
    assertThat(known.subset(0, 3).sha256()).isEqualTo(images.sha256());
    assertThat(known.select(0, 1, 2).sha256()).isEqualTo(images.sha256());
    assertThat(known.binarized(RandomStream.of(1, "x")).sha256())
        .isEqualTo(images.binarized(RandomStream.of(1, "x")).sha256());
  }

  @Test
  void labelsAreOptional() {
    ImageDataset bare = ImageDataset.of(ramp(18), null, 2, 3);
    assertThat(bare.hasLabels()).isFalse();
    assertThat(images.hasLabels()).isTrue();
    assertThatThrownBy(() -> bare.label(0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no labels");
  }

  @Test
  void sizesThatDoNotFitAreRefused() {
    assertThatThrownBy(() -> ImageDataset.of(ramp(17), null, 2, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("images: 17 bytes, expected one or more times 2×3");
    assertThatThrownBy(() -> ImageDataset.of(ramp(18), new byte[2], 2, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("images: 2 labels for 3 images");
    assertThatThrownBy(() -> ImageDataset.of(ramp(18), null, 65536, 65536))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("65536×65536");
    assertThatThrownBy(() -> images.copy(0, new double[6], 1))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 1", "NaN, 1", "0, NaN", "0, Infinity", "-Infinity, 0"})
  void scalingNeedsAnInterval(double low, double high) {
    assertThatThrownBy(() -> new Scaling(low, high))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("low < high");
  }

  private static byte[] ramp(int count) {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) i;
    }
    return bytes;
  }
}
