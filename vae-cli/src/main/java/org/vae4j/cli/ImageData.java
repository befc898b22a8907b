package org.vae4j.cli;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vae4j.data.DataSplit;
import org.vae4j.data.ImageDataset;
import org.vae4j.data.Scaling;

/**
 * Images to work with, and what they are called.
 *
 * @param name the data set's name or the folder's
 * @param split the images
 */
record ImageData(String name, DataSplit split) {

  ImageDataset train() {
    return split.train();
  }

  @Nullable ImageDataset test() {
    return split.test();
  }

  ImageSize size() {
    return new ImageSize(train().height(), train().width());
  }

  int features() {
    return train().features();
  }

  ImageData withScaling(Scaling scaling) {
    return new ImageData(name, split.withScaling(scaling));
  }

  /** Returns the images to reconstruct: those held out, or else those for training. */
  ImageDataset examples() {
    ImageDataset heldOut = heldOut();
    return heldOut == null ? train() : heldOut;
  }

  /** Returns the images to measure with while training: to choose by, or else for testing. */
  @Nullable ImageDataset heldOut() {
    return split.heldOut();
  }

  /** Returns one line for people. */
  String summary() {
    ImageDataset validation = split.validation();
    ImageDataset test = test();
    return String.format(
        Locale.ROOT,
        "%s: %,d training%s and %s test images of %s",
        name,
        train().size(),
        validation == null ? "" : String.format(Locale.ROOT, ", %,d validation", validation.size()),
        test == null ? "no" : String.format(Locale.ROOT, "%,d", test.size()),
        size());
  }

  /** Returns what identifies the data, for the run's record. */
  Map<String, @Nullable Object> describe() {
    ImageDataset test = test();
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("name", name);
    map.put(ModelSource.IMAGE_SIZE, size().toString());
    map.put("train_images", train().size());
    map.put("train_sha256", train().sha256());
    ImageDataset validation = split.validation();
    if (validation != null) {
      map.put("validation_images", validation.size());
      map.put("validation_sha256", validation.sha256());
    }
    map.put("test_images", test == null ? 0 : test.size());
    map.put("test_sha256", test == null ? null : test.sha256());
    return map;
  }
}
