package org.vae4j.train;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vae4j.autograd.Tape;
import org.vae4j.autograd.Weights;
import org.vae4j.optim.Optimizer;
import org.vae4j.optim.OptimizerState;
import org.vae4j.tensor.Backend;
import org.vae4j.tensor.Reduction;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.UnaryOp;
import org.vae4j.vae.VaeModel;

/**
 * Computes gradients of a batch, micro-batch by micro-batch, and lets the optimiser change the
 * weights. Gradients are added up in micro-batch order, whatever thread computed them.
 *
 * <p>The threads go through the micro-batches as far as the weights; then each takes one weight
 * after the other, adds up what the micro-batches give to its gradient, and updates it. So one that
 * is early begins with the weights while others are still under way.
 */
public final class TrainingStep implements AutoCloseable {
  private final Weights weights;
  private final Weights gradients;
  private final OptimizerState optimizer;
  private final int microBatch;
  private final double clipNorm;
  private final Workers workers;
  private final List<MicroBatch> slots = new ArrayList<>();
  private final List<String> largestFirst;

  /** A step that uses the threads and sizes of {@code settings}. */
  public TrainingStep(VaeModel model, Optimizer optimizer, TrainingSettings settings) {
    this(model, optimizer, settings, new Workers(settings.threads()));
  }

  TrainingStep(VaeModel model, Optimizer optimizer, TrainingSettings settings, Workers workers) {
    this.weights = model.weights();
    this.gradients = weights.zerosLike();
    this.optimizer = new OptimizerState(optimizer, weights);
    this.microBatch = settings.microBatch();
    this.clipNorm = settings.clipNorm();
    this.workers = workers;
    int inBatch = (settings.batchSize() - 1) / microBatch + 1;
    for (int i = 0; i < Math.min(workers.threads(), inBatch); i++) {
      slots.add(new MicroBatch(model.vae(), Tape.forTraining(weights)));
    }
    this.largestFirst =
        weights.names().stream()
            .sorted(Comparator.comparing((String name) -> -weights.get(name).size()))
            .toList();
  }

  OptimizerState optimizer() {
    return optimizer;
  }

  /** As {@link #step(Batch, double, double)}, with factors of 1. */
  public LossParts step(Batch batch) {
    return step(batch, 1, 1);
  }

  /**
   * Returns the loss per row of a batch, and changes the weights unless it is not finite.
   *
   * @param rateFactor what the learning rate is multiplied with
   * @param klWeight the weight of the KL in what is minimised; not in what is returned
   */
  public LossParts step(Batch batch, double rateFactor, double klWeight) {
    boolean atOnce = Double.isInfinite(clipNorm);
    if (atOnce) {
      optimizer.nextStep(rateFactor);
    }
    LossParts loss = passes(batch, klWeight, atOnce);
    boolean finite = Double.isFinite(loss.total());
    if (atOnce && !finite) {
      optimizer.cancelStep();
    } else if (!atOnce && finite) {
      update(rateFactor);
    }
    return loss.over(batch.rows());
  }

  /**
   * Returns the gradients of the last batch, summed over its rows; {@link #update} uses them up.
   */
  public Weights gradients() {
    return gradients;
  }

  /** Computes the gradients of a batch and returns its loss, summed over its rows. */
  public LossParts gradients(Batch batch) {
    return passes(batch, 1, false);
  }

  /** Goes through all micro-batches, in rounds of as many as there are slots. */
  private LossParts passes(Batch batch, double klWeight, boolean update) {
    int count = (batch.rows() - 1) / microBatch + 1;
    LossParts sum = LossParts.ZERO;
    for (int first = 0; first < count; first += slots.size()) {
      int now = Math.min(slots.size(), count - first);
      Round round = new Round(batch, klWeight, first, now, sum, update && first + now == count);
      workers.run(now + largestFirst.size(), round::task);
      sum = round.sum();
    }
    return sum;
  }

  /** Some micro-batches, each in a slot of its own. */
  private final class Round {
    private final Batch batch;
    private final double klWeight;
    private final int first;
    private final LossParts before;
    private final boolean update;
    private final @Nullable LossParts[] parts;
    private final Gate[] passed;

    Round(Batch batch, double klWeight, int first, int now, LossParts before, boolean update) {
      this.batch = batch;
      this.klWeight = klWeight;
      this.first = first;
      this.before = before;
      this.update = update;
      this.parts = new LossParts[now];
      this.passed = new Gate[now];
      Arrays.setAll(passed, i -> workers.gate());
    }

    /** The micro-batches come first: whoever waits at a gate waits for a pass under way. */
    void task(int number) {
      if (number < parts.length) {
        pass(number);
      } else {
        weight(largestFirst.get(number - parts.length));
      }
    }

    private void pass(int slot) {
      try {
        int row = (first + slot) * microBatch;
        int rows = Math.min(microBatch, batch.rows() - row);
        parts[slot] = slots.get(slot).gradients(batch, row, rows, klWeight);
      } finally {
        passed[slot].done();
      }
    }

    private void weight(String name) {
      LossParts sum = before;
      for (int slot = 0; slot < parts.length; slot++) {
        passed[slot].await();
        LossParts part = parts[slot];
        if (part == null) {
          return; // the pass failed; that is thrown
        }
        sum = sum.plus(part);
        int beta = first + slot == 0 ? 0 : 1;
        slots.get(slot).tape().addGradient(name, beta, gradients.get(name));
      }
      if (update && Double.isFinite(sum.total())) {
        updateOne(name);
      }
    }

    /** The loss of all rows up to these; once all have passed. */
    LossParts sum() {
      LossParts sum = before;
      for (LossParts part : parts) {
        sum = sum.plus(requireNonNull(part));
      }
      return sum;
    }
  }

  /** Lets the optimiser change every weight by the gradients of the last batch. */
  public void update() {
    update(1);
  }

  private void update(double rateFactor) {
    optimizer.nextStep(rateFactor);
    Backend backend = weights.backend();
    double norm = Double.isInfinite(clipNorm) ? 0 : norm(gradients);
    workers.run(
        largestFirst.size(),
        p -> {
          String name = largestFirst.get(p);
          if (norm > clipNorm) {
            backend.scale(clipNorm / norm, gradients.get(name), 0, gradients.get(name));
          }
          updateOne(name);
        });
  }

  private void updateOne(String name) {
    optimizer.update(name, gradients.get(name));
  }

  /** The Euclidean norm of all gradients together. */
  private double norm(Weights gradients) {
    Tape tape = slots.get(0).tape();
    Backend backend = weights.backend();
    double sum = 0;
    for (String name : weights.names()) {
      Tensor squares = tape.take(gradients.get(name).shape());
      Tensor one = tape.take(Shape.SCALAR);
      backend.unary(UnaryOp.SQUARE, gradients.get(name), squares);
      backend.sum(Reduction.ALL, squares, 0, one);
      double[] value = new double[1];
      backend.read(one, 0, value, 0, 1);
      sum += value[0];
      tape.reset();
    }
    return Math.sqrt(sum);
  }

  @Override
  public void close() {
    slots.forEach(MicroBatch::close);
    optimizer.close();
    gradients.close();
    workers.close();
  }
}
