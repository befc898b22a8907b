package org.vae4j.train;

/**
 * Training stopped because the loss is not a finite number; the weights are those before the step.
 */
public final class NotFiniteException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotFiniteException(int epoch, long step, double learningRate, LossParts loss) {
    super(
        "training: the loss is not finite (reconstruction "
            + loss.reconstruction()
            + ", kl "
            + loss.kl()
            + ") at step "
            + step
            + " of epoch "
            + epoch
            + " with learning rate "
            + learningRate
            + "; try a learning rate ten times smaller, clip the gradient's norm, or check the data for values out of range");
  }
}
