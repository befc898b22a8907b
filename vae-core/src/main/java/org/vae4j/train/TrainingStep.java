package org.vae4j.train;

import java.util.ArrayList;
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
 */
public final class TrainingStep implements AutoCloseable {
  private final Weights weights;
  private final OptimizerState optimizer;
  private final int microBatch;
  private final double clipNorm;
  private final Workers workers;
  private final List<MicroBatch> slots = new ArrayList<>();
  private final List<String> largestFirst;
  private @Nullable Weights total;
  private boolean firstRound;
  private int inRound;

  /** A step that uses the threads and sizes of {@code settings}. */
  public TrainingStep(VaeModel model, Optimizer optimizer, TrainingSettings settings) {
    this(model, optimizer, settings, new Workers(settings.threads()));
  }

  TrainingStep(VaeModel model, Optimizer optimizer, TrainingSettings settings, Workers workers) {
    this.weights = model.weights();
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
    LossParts loss = passes(batch, klWeight);
    boolean finite = Double.isFinite(loss.total());
    if (finite && Double.isInfinite(clipNorm)) {
      optimizer.nextStep(rateFactor);
      workers.run(
          largestFirst.size(),
          p -> {
            addUp(largestFirst.get(p));
            updateOne(largestFirst.get(p));
          });
    } else {
      addUp();
      if (finite) {
        update(rateFactor);
      }
    }
    return loss.over(batch.rows());
  }

  /**
   * Returns the gradients of the last batch, summed over its rows; {@link #update} uses them up.
   */
  public Weights gradients() {
    return total == null ? slots.get(0).tape().gradients() : total;
  }

  /** Computes the gradients of a batch and returns its loss, summed over its rows. */
  public LossParts gradients(Batch batch) {
    LossParts loss = passes(batch, 1);
    addUp();
    return loss;
  }

  /** Goes through all micro-batches and returns the loss; the last round is not added up yet. */
  private LossParts passes(Batch batch, double klWeight) {
    int count = (batch.rows() - 1) / microBatch + 1;
    if (count > slots.size() && total == null) {
      total = weights.zerosLike();
    }
    LossParts[] parts = new LossParts[slots.size()];
    LossParts sum = LossParts.ZERO;
    for (int first = 0; first < count; first += slots.size()) {
      if (first > 0) {
        addUp();
      }
      int begin = first;
      int now = Math.min(slots.size(), count - first);
      workers.run(
          now,
          i -> {
            int row = (begin + i) * microBatch;
            int rows = Math.min(microBatch, batch.rows() - row);
            parts[i] = slots.get(i).gradients(batch, row, rows, klWeight);
          });
      for (int i = 0; i < now; i++) {
        sum = sum.plus(parts[i]);
      }
      firstRound = first == 0;
      inRound = now;
    }
    return sum;
  }

  private void addUp() {
    workers.run(largestFirst.size(), p -> addUp(largestFirst.get(p)));
  }

  /** Adds the gradients that the last round left to those of the rounds before. */
  private void addUp(String name) {
    Tensor sum = gradients().get(name);
    for (int i = 0; i < inRound; i++) {
      Tensor part = slots.get(i).tape().gradients().get(name);
      if (part != sum) {
        weights.backend().axpby(1, part, firstRound && i == 0 ? 0 : 1, sum);
      }
    }
  }

  /** Lets the optimiser change every weight by the gradients of the last batch. */
  public void update() {
    update(1);
  }

  private void update(double rateFactor) {
    optimizer.nextStep(rateFactor);
    Weights gradients = gradients();
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
    optimizer.update(name, gradients().get(name));
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
    if (total != null) {
      total.close();
    }
    workers.close();
  }
}
