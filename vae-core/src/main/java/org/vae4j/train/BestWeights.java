package org.vae4j.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vae4j.autograd.Weights;
import org.vae4j.io.MalformedFileException;
import org.vae4j.vae.VaeModel;

/**
 * The weights of the best epoch of a training with patience, which the model has when training is
 * finished. Without patience nothing is kept.
 */
final class BestWeights implements AutoCloseable {
  private final VaeModel model;
  private final Course course;
  private @Nullable Weights kept;

  BestWeights(VaeModel model, Course course) {
    this.model = model;
    this.course = course;
  }

  /** Keeps the weights of now if the last of these epochs, which has just ended, is the best. */
  void afterEpoch(List<EpochMetrics> history) {
    if (course.patience() > 0 && course.lastIsBest(history)) {
      copy(model.weights(), allocated());
    }
  }

  /**
   * Takes over from the process that wrote a checkpoint: what it kept is in the checkpoint itself
   * or in {@code best.safetensors} beside it.
   */
  void resume(Checkpoint checkpoint) throws IOException {
    Progress at = checkpoint.progress();
    int best = course.best(at.history());
    if (course.patience() == 0 || best < 0) {
      return;
    }
    if (at.seen() == 0 && best == at.history().size() - 1) {
      afterEpoch(at.history());
      return;
    }
    Path file = checkpoint.file().resolveSibling(Checkpoints.BEST);
    String wanted =
        "the weights of epoch %d, the best so far, which a training with patience ends with; go on from a checkpoint with that file beside it, or begin again"
            .formatted(best + 1);
    if (!Files.isRegularFile(file)) {
      throw new MalformedFileException(file, "no such file", wanted);
    }
    Checkpoint other = Checkpoint.read(file);
    if (!other.isOfTheSameTraining(checkpoint) || !endsWith(other.progress(), at, best + 1)) {
      throw new MalformedFileException(file, "another training or epoch", wanted);
    }
    other.readWeights(allocated());
  }

  /** Whether a point of training is the end of an epoch that another one has behind it. */
  private static boolean endsWith(Progress end, Progress later, int epoch) {
    return end.seen() == 0
        && end.history().size() == epoch
        && end.history().get(epoch - 1).step() == later.history().get(epoch - 1).step()
        && end.history().get(epoch - 1).train().equals(later.history().get(epoch - 1).train());
  }

  /** Gives the model the weights that were kept. */
  void restore() {
    Weights best = kept;
    if (best != null) {
      copy(best, model.weights());
    }
  }

  private Weights allocated() {
    Weights made = kept;
    if (made == null) {
      made = model.weights().zerosLike();
      kept = made;
    }
    return made;
  }

  private static void copy(Weights from, Weights to) {
    from.names().forEach(name -> to.set(name, from.values(name)));
  }

  @Override
  public void close() {
    if (kept != null) {
      kept.close();
    }
  }
}
