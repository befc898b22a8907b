package org.vae4j.train;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How often to write a checkpoint. Never decides what is in it.
 *
 * @param count how many
 * @param unit of what
 */
public record CheckpointInterval(int count, Unit unit) {
  private static final Pattern TEXT = Pattern.compile("([1-9]\\d{0,8})(step|epoch|min)s?");

  /** What an interval counts. */
  public enum Unit {
    /** Steps since training began. */
    STEP,
    /** Epochs, after their tests. */
    EPOCH,
    /** Minutes since the last checkpoint. */
    MIN
  }

  /** Checks the count. */
  public CheckpointInterval {
    if (count < 1) {
      throw new IllegalArgumentException(
          "checkpoint interval: " + count + " " + unit + ", expected 1 or more");
    }
  }

  /** Reads {@code 20steps}, {@code 2epochs} or {@code 5min}. */
  public static CheckpointInterval parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "checkpoint interval: '" + text + "', expected such as 20steps, 2epochs or 5min");
    }
    return new CheckpointInterval(
        Integer.parseInt(matcher.group(1)),
        Unit.valueOf(matcher.group(2).toUpperCase(Locale.ROOT)));
  }

  /**
   * Whether a checkpoint is due after a step or, if no row of an epoch was seen, after an epoch.
   */
  boolean due(Progress at, long nanosSinceLast) {
    boolean afterEpoch = at.seen() == 0;
    return switch (unit) {
      case STEP -> !afterEpoch && at.step() % count == 0;
      case EPOCH -> afterEpoch && at.history().size() % count == 0;
      case MIN -> nanosSinceLast >= TimeUnit.MINUTES.toNanos(count);
    };
  }

  @Override
  public String toString() {
    String name = unit.name().toLowerCase(Locale.ROOT);
    return count + (unit == Unit.MIN ? name : name + "s");
  }
}
