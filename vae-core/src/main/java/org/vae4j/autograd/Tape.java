package org.vae4j.autograd;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.vae4j.tensor.Backend;
import org.vae4j.tensor.DType;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;

/**
 * One pass over a model, forwards and back. It owns every temporary of the pass; {@link #reset}
 * takes them all back for the next pass, so that after the first few passes no tensor is allocated.
 * For one thread at a time.
 */
public final class Tape implements AutoCloseable {
  private final Weights weights;
  private final @Nullable Weights gradients;
  private final List<Tensor> buffers = new ArrayList<>();
  private final Map<Shape, Deque<Tensor>> free = new HashMap<>();
  private final List<Var> nodes = new ArrayList<>();
  private final Map<String, Var> parameters = new HashMap<>();
  private boolean backwardDone;

  private Tape(Weights weights, @Nullable Weights gradients) {
    this.weights = weights;
    this.gradients = gradients;
  }

  /** A tape that can go backwards: it holds a gradient for each of the weights. */
  public static Tape forTraining(Weights weights) {
    return new Tape(weights, weights.zerosLike());
  }

  /** A tape that only goes forwards. */
  public static Tape forInference(Weights weights) {
    return new Tape(weights, null);
  }

  /** Returns the engine. */
  public Backend backend() {
    return weights.backend();
  }

  /** Returns the element type of all that is on the tape. */
  public DType dtype() {
    return weights.dtype();
  }

  /** Returns the gradients that the last {@link #backward} left, by the names of the weights. */
  public Weights gradients() {
    if (gradients == null) {
      throw new IllegalStateException(
          "gradients: this tape is for inference; make it with Tape.forTraining");
    }
    return gradients;
  }

  /** Returns the weight of that name as a variable of this pass; the same one at each call. */
  public Var parameter(String name) {
    Var known = parameters.get(name);
    if (known == null) {
      known =
          new Var(
              this,
              weights.get(name),
              gradients == null ? null : gradients.get(name),
              gradients != null,
              null);
      parameters.put(name, known);
    }
    return known;
  }

  /** Returns a value that no gradient is wanted of. The tensor stays the caller's. */
  public Var constant(Tensor value) {
    return new Var(this, value, null, false, null);
  }

  /** Returns a value that no gradient is wanted of, copied from row-major {@code values}. */
  public Var constant(Shape shape, double... values) {
    Tensor tensor = take(shape);
    backend().write(tensor, 0, values, 0, shape.size());
    return constant(tensor);
  }

  /**
   * Returns a leaf whose gradient can be read from {@link Var#gradient} after {@link #backward}.
   */
  public Var variable(Shape shape, double... values) {
    Tensor tensor = take(shape);
    backend().write(tensor, 0, values, 0, shape.size());
    return new Var(this, tensor, take(shape), true, null);
  }

  /** Takes a buffer of this pass; its contents are undefined. {@link #reset} takes it back. */
  public Tensor take(Shape shape) {
    Deque<Tensor> ready = free.get(shape);
    if (ready != null && !ready.isEmpty()) {
      return ready.pop();
    }
    Tensor tensor = backend().allocate(shape, dtype());
    buffers.add(tensor);
    return tensor;
  }

  /** Gives a buffer of this pass back before its end. */
  void giveBack(Tensor tensor) {
    free.computeIfAbsent(tensor.shape(), s -> new ArrayDeque<>()).push(tensor);
  }

  /**
   * Records the result of an operation on {@code inputs} and how its gradient flows back to them.
   */
  Var record(Tensor value, Consumer<Tensor> backward, Var... inputs) {
    boolean needed = false;
    for (Var input : inputs) {
      if (input.tape() != this) {
        throw new IllegalArgumentException(
            "tape: an operand is a variable of another tape; use one tape in a pass");
      }
      needed |= input.needsGradient();
    }
    Var node = new Var(this, value, null, needed, needed ? backward : null);
    if (needed) {
      nodes.add(node);
    }
    return node;
  }

  /**
   * Computes the gradient of {@code loss} with respect to all weights and variables of this pass.
   * Once a pass.
   *
   * @param loss a single value, 1×1
   */
  public void backward(Var loss) {
    if (loss.tape() != this || loss.value().size() != 1) {
      throw new IllegalArgumentException(
          "backward: the loss is "
              + loss.value().shape()
              + ", expected a single value of this"
              + " tape; sum it up");
    }
    if (backwardDone) {
      throw new IllegalStateException(
          "backward: the gradients of this pass are there already; reset the tape and go forwards again");
    }
    backwardDone = true;
    loss.seed();
    for (int i = nodes.size() - 1; i >= 0; i--) {
      nodes.get(i).propagate();
    }
    Weights all = gradients();
    for (String name : weights.names()) {
      Var parameter = parameters.get(name);
      if (parameter == null || !parameter.hasGradient()) {
        backend().fill(all.get(name), 0);
      }
    }
  }

  /** Ends the pass: all its variables become invalid, and its buffers serve the next one. */
  public void reset() {
    backwardDone = false;
    nodes.clear();
    parameters.clear();
    free.values().forEach(Deque::clear);
    buffers.forEach(this::giveBack);
  }

  /** Frees all buffers and gradients; the weights stay open. */
  @Override
  public void close() {
    reset();
    buffers.forEach(Tensor::close);
    buffers.clear();
    free.clear();
    if (gradients != null) {
      gradients.close();
    }
  }
}
