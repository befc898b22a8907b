package org.vae4j.cli;

import org.jspecify.annotations.Nullable;
import org.vae4j.data.Dataset;

/**
 * One part of data.
 *
 * @param all its rows
 */
record Rows(Data data, Part part, Dataset all) {

  /** Takes the part that was asked for; by default test, or else validation, or else train. */
  static Rows of(Data data, @Nullable Part asked) {
    if (asked == null) {
      Part held = data.validation() == null ? Part.TRAIN : Part.VALIDATION;
      return of(data, data.test() == null ? held : Part.TEST);
    }
    Dataset rows =
        switch (asked) {
          case TRAIN -> data.train();
          case VALIDATION -> data.validation();
          case TEST -> data.test();
        };
    if (rows == null) {
      throw CommandException.usage(
          "--set "
              + Names.of(asked)
              + ": "
              + (asked == Part.TEST
                  ? data.name() + " has no such rows; leave --set out, or give --set train"
                  : "no rows are kept for validation; give --validation as the training had it"));
    }
    return new Rows(data, asked, rows);
  }

  /** Returns what the data are called. */
  String name() {
    return data.name();
  }
}
