package org.vae4j.evaluate;

import java.util.Arrays;
import org.vae4j.autograd.Tape;
import org.vae4j.autograd.Var;
import org.vae4j.loss.Likelihood;
import org.vae4j.tensor.Shape;

/** The log-likelihood of single values, by which what is missing can be left out. */
final class ValueLikelihood {
  private ValueLikelihood() {}

  /**
   * Returns log p of each value of a row under some outputs. Where a likelihood takes values from 0
   * to 1 only, what is beyond costs, for each unit, what the less likely end costs: it never counts
   * as more likely than the end itself.
   *
   * @param tape has the likelihood's parameters; not reset
   * @param output what a decoder gave, rows×features
   * @param x the row, which is the target of all outputs
   */
  static double[] of(Tape tape, Likelihood likelihood, double[] output, double[] x) {
    boolean unit = likelihood.onLogits();
    double[] target = new double[output.length];
    Arrays.setAll(target, i -> unit ? Math.max(0, Math.min(1, x[i % x.length])) : x[i % x.length]);
    Shape column = Shape.of(output.length, 1);
    Var logP =
        likelihood.logLikelihood(tape.constant(column, output), tape.constant(column, target));
    double[] values = logP.values();
    for (int i = 0; unit && i < values.length; i++) {
      double beyond = Math.abs(x[i % x.length] - target[i]);
      if (beyond > 0) {
        double logit = Math.abs(output[i]);
        values[i] -= beyond * (logit + StrictMath.log1p(StrictMath.exp(-logit)));
      }
    }
    return values;
  }

  /** Whether a likelihood gives the row a value that {@link #of} has to look at by itself. */
  static boolean isBeyond(Likelihood likelihood, double... x) {
    return likelihood.onLogits() && Arrays.stream(x).anyMatch(value -> value < 0 || value > 1);
  }
}
