package org.vae4j.data;

/** Some images of others. */
final class SelectedPixels implements Pixels {
  private final Pixels all;
  private final int[] images;

  SelectedPixels(Pixels all, int... images) {
    this.all = all;
    this.images = images.clone();
  }

  @Override
  public int size() {
    return images.length;
  }

  @Override
  public void read(int image, byte[] target) {
    all.read(images[image], target);
  }
}
