package org.vae4j.evaluate;

import org.vae4j.data.UnusableRowException;

/** Values that are missing, for which others stand that are nobody's merit. */
final class Missing {
  private Missing() {}

  /**
   * Gives each missing value the mean log-likelihood of those that are there, so that a row with
   * holes compares with a whole one.
   *
   * @param logP rows of log-likelihoods, one after the other. Modified.
   * @param missing the values that are missing in each row, not all
   */
  static void share(double[] logP, int features, int... missing) {
    if (missing.length == 0) {
      return;
    }
    for (int row = 0; row < logP.length; row += features) {
      for (int i : missing) {
        logP[row + i] = 0;
      }
      double sum = 0;
      for (int i = row; i < row + features; i++) {
        sum += logP[i];
      }
      for (int i : missing) {
        logP[row + i] = sum / (features - missing.length);
      }
    }
  }

  /** Refuses a row without any value. */
  static void checkSome(String operation, int row, int features, int... missing) {
    if (missing.length == features) {
      throw UnusableRowException.of(
          operation, row, 0, "is missing, as all values of the row are; leave the row out");
    }
  }
}
