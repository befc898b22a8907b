package org.vae4j.cli;

import org.vae4j.data.TableScaling.Missing;

/** The values of {@code --missing}. */
final class MissingText {
  private MissingText() {}

  /** Returns what stands for a missing value. */
  static Missing parse(String text) {
    return switch (text) {
      case "refuse" -> Missing.REFUSED;
      case "mean" -> Missing.MEAN;
      default -> {
        try {
          double value = Double.parseDouble(text);
          if (Double.isFinite(value)) {
            yield new Missing(false, value);
          }
        } catch (NumberFormatException e) {
          // said below
        }
        throw CommandException.usage(
            "--missing is '" + text + "', expected refuse, mean or a number");
      }
    };
  }
}
