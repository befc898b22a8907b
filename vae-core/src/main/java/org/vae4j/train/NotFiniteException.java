package org.vae4j.train;

/**
 * Training stopped because a loss or a weight is not a finite number. After a loss, the weights are
 * those before the step.
 */
public final class NotFiniteException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotFiniteException(int epoch, long step, double learningRate, LossParts loss) {
    this(
        "the loss is not finite (reconstruction "
            + loss.reconstruction()
            + ", kl "
            + loss.kl()
            + ")",
        epoch,
        step,
        learningRate);
  }

  NotFiniteException(int epoch, long step, double learningRate, String weight) {
    this("the weight " + weight + " is not finite", epoch, step, learningRate);
  }

  private NotFiniteException(String what, int epoch, long step, double learningRate) {
    super(
        ("training: %s at step %d (epoch %d) with learning rate %s; try a learning rate ten times"
                + " smaller, clip the gradient's norm, or check the data for values out of range")
            .formatted(what, step, epoch, learningRate));
  }
}
