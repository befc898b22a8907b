package org.vae4j.optim;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How the learning rate goes down while training goes on. A function of the position alone, so that
 * training can go on from any point. {@code toString} gives the text that {@link #parse} reads.
 */
public sealed interface Schedule {

  /** The learning rate stays. */
  Schedule CONSTANT = new Constant();

  /**
   * Returns what the learning rate is multiplied with, above 0.
   *
   * @param done the epochs done before this step, with the fraction of the one under way
   * @param epochs the epochs that training is to have
   */
  double factor(double done, int epochs);

  /** Returns the epochs after which the factor jumps. */
  List<Integer> changes();

  /** The learning rate stays. */
  record Constant() implements Schedule {
    @Override
    public double factor(double done, int epochs) {
      return 1;
    }

    @Override
    public List<Integer> changes() {
      return List.of();
    }

    @Override
    public String toString() {
      return "constant";
    }
  }

  /**
   * The learning rate is multiplied with {@code factor} after each of these epochs.
   *
   * @param factor above 0
   * @param after numbers of epochs, rising
   */
  record Step(double factor, List<Integer> after) implements Schedule {
    /** Copies the list and checks the numbers. */
    public Step {
      after = List.copyOf(after);
      boolean rising = !after.isEmpty() && after.get(0) > 0;
      for (int i = 1; i < after.size(); i++) {
        rising &= after.get(i) > after.get(i - 1);
      }
      if (!rising || !(factor > 0) || Double.isInfinite(factor)) {
        throw new IllegalArgumentException(
            "schedule: times %s after the epochs %s; expected a factor above 0 and rising epochs from 1 on"
                .formatted(factor, after));
      }
    }

    @Override
    public double factor(double done, int epochs) {
      double product = 1;
      for (int epoch : after) {
        product *= done >= epoch ? factor : 1;
      }
      return product;
    }

    @Override
    public List<Integer> changes() {
      return after;
    }

    @Override
    public String toString() {
      return "step:"
          + factor
          + "@"
          + after.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
  }

  /**
   * Half a cosine from the learning rate down to {@code last} times it (Loshchilov and Hutter 2017,
   * equation 5, one period).
   *
   * @param last from 0 to 1
   */
  record Cosine(double last) implements Schedule {
    /** Checks the number. */
    public Cosine {
      if (!(last >= 0 && last <= 1)) {
        throw new IllegalArgumentException(
            "schedule: a cosine down to " + last + " of the learning rate, expected 0 to 1");
      }
    }

    @Override
    public double factor(double done, int epochs) {
      return last + (1 - last) * (0.5 + 0.5 * StrictMath.cos(StrictMath.PI * done / epochs));
    }

    @Override
    public List<Integer> changes() {
      return List.of();
    }

    @Override
    public String toString() {
      return "cosine:" + last;
    }
  }

  /**
   * Reads {@code constant}, {@code step:FACTOR@EPOCH,EPOCH}, {@code cosine} or {@code cosine:LAST}.
   */
  static Schedule parse(String text) {
    String[] parts = text.split(":", 2);
    String numbers = parts.length == 2 ? parts[1] : "";
    try {
      if (text.equals("constant")) {
        return CONSTANT;
      } else if (parts[0].equals("cosine")) {
        return new Cosine(parts.length == 1 ? 0 : Double.parseDouble(numbers));
      } else if (parts[0].equals("step") && numbers.contains("@")) {
        String[] both = numbers.split("@", 2);
        return new Step(
            Double.parseDouble(both[0]),
            Arrays.stream(both[1].split(",", -1)).map(Integer::valueOf).toList());
      }
    } catch (NumberFormatException e) {
      throw unreadable(text, e);
    }
    throw unreadable(text, null);
  }

  private static IllegalArgumentException unreadable(String text, @Nullable Throwable cause) {
    return new IllegalArgumentException(
        "schedule: '" + text + "', expected constant, cosine, cosine:0.01 or step:0.5@20,40",
        cause);
  }
}
