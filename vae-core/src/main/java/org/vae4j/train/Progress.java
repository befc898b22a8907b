package org.vae4j.train;

import java.util.ArrayList;
import java.util.List;

/**
 * How far a training is. All draws are made by position, so this is all that decides them.
 *
 * @param epoch the number of the epoch under way, from 1
 * @param step the steps done since training began
 * @param seen the rows of the epoch's order that were used
 * @param sum the loss summed over these rows
 * @param history the epochs done, with their tests
 */
public record Progress(int epoch, long step, int seen, LossParts sum, List<EpochMetrics> history) {
  static final Progress START = new Progress(1, 0, 0, LossParts.ZERO, List.of());

  /** Checks the numbers. */
  public Progress {
    history = List.copyOf(history);
    if (epoch < 1 || history.size() != epoch - 1 || step < 0 || seen < 0) {
      throw new IllegalArgumentException(
          "progress: epoch %d, step %d, %d rows seen, %d epochs done; expected 0 or more, and one epoch more than are done"
              .formatted(epoch, step, seen, history.size()));
    }
  }

  Progress afterStep(LossParts loss, int rows) {
    LossParts more = new LossParts(loss.reconstruction() * rows, loss.kl() * rows);
    return new Progress(epoch, step + 1, seen + rows, sum.plus(more), history);
  }

  Progress afterEpoch(EpochMetrics metrics) {
    List<EpochMetrics> longer = new ArrayList<>(history);
    longer.add(metrics);
    return new Progress(epoch + 1, step, 0, LossParts.ZERO, longer);
  }

  /** Whether nothing is left to do. */
  public boolean finished(TrainingSettings settings) {
    return epoch > settings.epochs()
        || (seen == 0 && (step >= settings.maxSteps() || settings.course().exhausted(history)));
  }
}
