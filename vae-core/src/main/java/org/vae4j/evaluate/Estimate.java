package org.vae4j.evaluate;

/**
 * A mean over the rows of a data set.
 *
 * @param mean over the rows
 * @param error its standard error: the rows' standard deviation over √rows; NaN for one row
 */
public record Estimate(double mean, double error) {

  static Estimate of(double... rows) {
    double sum = 0;
    for (double row : rows) {
      sum += row;
    }
    double mean = sum / rows.length;
    double squares = 0;
    for (double row : rows) {
      squares += (row - mean) * (row - mean);
    }
    return new Estimate(mean, Math.sqrt(squares / (rows.length - 1.0) / rows.length));
  }

  /** Returns the same in bits for each of so many values, instead of nats for all of them. */
  public Estimate bitsPerDimension(int features) {
    double unit = features * StrictMath.log(2);
    return new Estimate(mean / unit, error / unit);
  }
}
