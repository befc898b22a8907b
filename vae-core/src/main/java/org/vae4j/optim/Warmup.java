package org.vae4j.optim;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A rise from 0 to 1 at the beginning of training: step number s of a warm-up of n steps has the
 * factor s/n, and all after it 1. {@code toString} gives the text that {@link #parse} reads.
 *
 * @param count how many; 0 is no warm-up
 * @param unit of what
 */
public record Warmup(int count, Unit unit) {
  /** All steps have the factor 1. */
  public static final Warmup NONE = new Warmup(0, Unit.STEPS);

  private static final Pattern TEXT = Pattern.compile("([1-9]\\d{0,8})(steps|epochs)");

  /** What a warm-up counts. */
  public enum Unit {
    /** Steps. */
    STEPS,
    /** Epochs. */
    EPOCHS
  }

  /** Checks the count. */
  public Warmup {
    if (count < 0) {
      throw new IllegalArgumentException("warm-up: " + count + ", expected 0 or more");
    }
  }

  /**
   * Returns the factor of a step, above 0.
   *
   * @param done steps before this one
   * @param stepsPerEpoch steps in an epoch
   */
  public double factor(long done, long stepsPerEpoch) {
    long all = unit == Unit.STEPS ? count : count * stepsPerEpoch;
    return done + 1 >= all ? 1 : (done + 1) / (double) all;
  }

  /** Reads {@code none}, {@code 500steps} or {@code 5epochs}. */
  public static Warmup parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (text.equals("none")) {
      return NONE;
    } else if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "warm-up: '" + text + "', expected none, or such as 500steps or 5epochs");
    }
    return new Warmup(
        Integer.parseInt(matcher.group(1)),
        Unit.valueOf(matcher.group(2).toUpperCase(Locale.ROOT)));
  }

  @Override
  public String toString() {
    return count == 0 ? "none" : count + unit.name().toLowerCase(Locale.ROOT);
  }
}
