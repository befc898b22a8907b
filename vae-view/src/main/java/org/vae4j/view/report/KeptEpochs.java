package org.vae4j.view.report;

/**
 * Which epochs of a run keep their pictures, beside the last: the first and every N/50th. The
 * number alone decides, so that a run that was stopped and resumed keeps the same.
 *
 * @param planned the epochs that the run is to have
 */
public record KeptEpochs(int planned) {
  private static final int MOST = 50;

  /** Whether an epoch keeps its pictures when a later one is done. */
  public boolean keeps(int epoch) {
    return epoch == 1 || epoch % ((planned - 1) / MOST + 1) == 0;
  }
}
