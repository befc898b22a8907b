package org.vae4j.benchmarks;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a whole number of an option, and refuses one outside of its limits. */
abstract class WholeNumber implements ITypeConverter<Integer> {
  private final int least;
  private final int most;

  private WholeNumber(int least, int most) {
    this.least = least;
    this.most = most;
  }

  @Override
  public Integer convert(String value) {
    try {
      int number = Integer.parseInt(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // refused below
    }
    throw new TypeConversionException(
        "'%s' given, expected a whole number, %d %s"
            .formatted(value, least, most == Integer.MAX_VALUE ? "or more" : "to " + most));
  }

  /** Where nothing else is said. */
  static final class Positive extends WholeNumber {
    Positive() {
      super(1, Integer.MAX_VALUE);
    }
  }

  /** Of what may be left out. */
  static final class FromZero extends WholeNumber {
    FromZero() {
      super(0, Integer.MAX_VALUE);
    }
  }

  /** Of images that MNIST has. */
  static final class Images extends WholeNumber {
    Images() {
      super(1, ReferenceModel.IMAGES);
    }
  }
}
