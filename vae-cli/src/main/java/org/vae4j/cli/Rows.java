package org.vae4j.cli;

import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.vae4j.data.Dataset;
import org.vae4j.data.TableForm;
import org.vae4j.data.UnusableRowException;

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

  /** Whether values may be missing for which others stand. */
  static boolean mayMiss(Dataset rows) {
    return rows.form() instanceof TableForm table && table.fillsMissing();
  }

  /** Returns how many values of the first rows are missing. */
  static long missing(Dataset rows, int count) {
    return IntStream.range(0, mayMiss(rows) ? count : 0)
        .mapToLong(row -> rows.missing(row).length)
        .sum();
  }

  /** Returns rows, each an array of its own. */
  static double[][] of(Dataset rows, int first, int count) {
    double[][] some = new double[count][rows.features()];
    for (int i = 0; i < count; i++) {
      rows.copy(first + i, some[i], 0);
    }
    return some;
  }

  /**
   * Puts a block of rows through a model.
   *
   * @param first the block's first row, for messages
   */
  static <T> T block(Dataset rows, int first, Supplier<T> use) {
    try {
      return use.get();
    } catch (UnusableRowException e) {
      throw e.in(first, rows.form());
    }
  }

  /** Returns what the data are called. */
  String name() {
    return data.name();
  }
}
