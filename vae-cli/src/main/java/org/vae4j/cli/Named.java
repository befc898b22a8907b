package org.vae4j.cli;

import java.util.function.Supplier;
import org.vae4j.data.UnusableRowException;

/** Makes things by names and numbers that the user typed. */
final class Named {
  private Named() {}

  /** Makes a thing; what it says of a wrong name or number is a usage error. */
  static <T> T or(Supplier<T> make) {
    try {
      return make.get();
    } catch (UnusableRowException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
    }
  }
}
