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

  /** Whether a training on so many rows comes to this point; a limit cuts its last epoch off. */
  boolean isOf(TrainingSettings settings, int rows) {
    int batch = settings.batchSize();
    boolean seenInBatches = seen == rows || (seen < rows && seen % batch == 0);
    boolean right = seenInBatches && step == step(settings, rows, epoch - 1, seen);
    for (EpochMetrics done : history) {
      right &= done.step() == step(settings, rows, done.epoch(), 0);
    }
    return right && epoch - 1 <= settings.epochs();
  }

  private static long step(TrainingSettings settings, int rows, int epochs, int seen) {
    int batch = settings.batchSize();
    long steps = epochs * steps(rows, batch) + steps(seen, batch);
    return Math.min(settings.maxSteps(), steps);
  }

  private static long steps(int rows, int batch) {
    return ((long) rows + batch - 1) / batch;
  }

  /** Whether nothing is left to do. */
  public boolean finished(TrainingSettings settings) {
    return epoch > settings.epochs()
        || (seen == 0 && (step >= settings.maxSteps() || settings.course().exhausted(history)));
  }
}
