package org.vae4j.data;

import java.io.IOException;

/**
 * What the values of a row are. A model file keeps it, so that new data can be read as the training
 * data were, and what the model gives can be shown.
 */
public sealed interface DataForm permits ImageForm, TableForm {

  /** Returns the number of values in a row. */
  int features();

  /** Returns a few words for people, such as {@code images of 28x28}. */
  String describe();

  /** Returns the form as JSON, of which {@link #parse} makes it again. */
  default String toJson() {
    return DataFormJson.write(this);
  }

  /**
   * Reads a form.
   *
   * @throws IOException if the text describes none; the message says what is wrong
   */
  static DataForm parse(String json) throws IOException {
    return DataFormJson.read(json);
  }
}
