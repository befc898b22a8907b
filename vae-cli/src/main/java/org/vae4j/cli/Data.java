package org.vae4j.cli;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vae4j.data.DataForm;
import org.vae4j.data.Dataset;
import org.vae4j.data.ImageForm;

/**
 * Data to work with, and what they are called.
 *
 * @param name the data set's name, the folder's or the file's
 * @param train rows to train with
 * @param validation rows to choose by, of the same form; null if there are none
 * @param test rows to measure with, of the same form; null if there are none
 */
record Data(String name, Dataset train, @Nullable Dataset validation, @Nullable Dataset test) {

  /** Data without rows to choose by. */
  Data(String name, Dataset train, @Nullable Dataset test) {
    this(name, train, null, test);
  }

  /** Returns what the rows are. */
  DataForm form() {
    DataForm form = train.form();
    if (form == null) {
      throw new IllegalStateException("data: " + name + " doesn't say what its rows are");
    }
    return form;
  }

  int features() {
    return train.features();
  }

  Data withForm(DataForm form) {
    return new Data(
        name,
        train.withForm(form),
        validation == null ? null : validation.withForm(form),
        test == null ? null : test.withForm(form));
  }

  /** Returns the rows to measure with while training: to choose by, or else for testing. */
  @Nullable Dataset heldOut() {
    return validation == null ? test : validation;
  }

  /** Returns what the rows are called that are held out. */
  String heldOutName() {
    return validation == null ? "test" : "validation";
  }

  /** Returns the rows to show: those held out, or else those for training. */
  Rows examples() {
    return Rows.of(this, validation == null ? null : Part.VALIDATION);
  }

  /** Returns what a row is called. */
  String rowName() {
    return form() instanceof ImageForm ? "images" : "rows";
  }

  /** Returns one line for people. */
  String summary() {
    return String.format(
        Locale.ROOT,
        "%s: %,d training%s and %s test %s",
        name,
        train.size(),
        validation == null ? "" : String.format(Locale.ROOT, ", %,d validation", validation.size()),
        test == null ? "no" : String.format(Locale.ROOT, "%,d", test.size()),
        form().describe());
  }

  /** Returns what identifies the data, for the run's record. */
  Map<String, @Nullable Object> describe() {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("name", name);
    if (form() instanceof ImageForm images) {
      map.put("image_size", images.size());
      map.put("channels", images.channels());
    } else {
      map.put("columns", features());
    }
    map.put("train_rows", train.size());
    map.put("train_sha256", train.sha256());
    if (validation != null) {
      map.put("validation_rows", validation.size());
      map.put("validation_sha256", validation.sha256());
    }
    map.put("test_rows", test == null ? 0 : test.size());
    map.put("test_sha256", test == null ? null : test.sha256());
    return map;
  }
}
