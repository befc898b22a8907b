package org.vae4j.autograd;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
  private final boolean training;
  private final List<Tensor> buffers = new ArrayList<>();
  private final Map<Shape, Deque<Tensor>> free = new HashMap<>();
  private final Set<Tensor> kept = Collections.newSetFromMap(new IdentityHashMap<>());
  private final List<Var> nodes = new ArrayList<>();
  private final Map<String, Var> parameters = new HashMap<>();
  private @Nullable Weights gradients;
  private boolean backwardDone;

  private Tape(Weights weights, boolean training) {
    this.weights = weights;
    this.training = training;
  }

  /** A tape that can go backwards. */
  public static Tape forTraining(Weights weights) {
    return new Tape(weights, true);
  }

  /** A tape that only goes forwards. */
  public static Tape forInference(Weights weights) {
    return new Tape(weights, false);
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
    if (!training) {
      throw new IllegalStateException(
          "gradients: this tape is for inference; make it with Tape.forTraining");
    }
    if (gradients == null) {
      gradients = weights.zerosLike();
    }
    return gradients;
  }

  /** Returns the weight of that name as a variable of this pass; the same one at each call. */
  public Var parameter(String name) {
    Var known = parameters.get(name);
    if (known == null) {
      known = Var.parameter(this, weights.get(name), training);
      parameters.put(name, known);
    }
    return known;
  }

  /** Returns a value that no gradient is wanted of. The tensor stays the caller's. */
  public Var constant(Tensor value) {
    return Var.constant(this, value);
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
    return Var.parameter(this, tensor, true);
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

  /** Gives a buffer of this pass back before its end, unless it is kept. */
  void giveBack(Tensor tensor) {
    if (!kept.contains(tensor)) {
      free.computeIfAbsent(tensor.shape(), s -> new ArrayDeque<>()).push(tensor);
    }
  }

  /** Keeps a buffer to the end of the pass. */
  void keep(Tensor tensor) {
    kept.add(tensor);
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
    Var node = Var.result(this, value, needed ? backward : null);
    if (needed) {
      nodes.add(node);
    }
    return node;
  }

  /**
   * Computes the gradient of {@code loss} with respect to all weights and variables of this pass;
   * those of the weights are in {@link #gradients}. Once a pass.
   *
   * @param loss a single value, 1×1
   */
  public void backward(Var loss) {
    propagate(loss);
    Weights all = gradients();
    weights.names().forEach(name -> addGradient(name, 0, all.get(name)));
  }

  /**
   * As {@link #backward}, but leaves out the last products, those for the gradients of weights:
   * {@link #addGradient} makes them, until when all values of this pass must stay.
   */
  public void propagate(Var loss) {
    if (loss.tape() != this || loss.value().size() != 1) {
      throw new IllegalArgumentException(
          "backward: the loss is "
              + loss.value().shape()
              + ", expected a single value of this"
              + " tape; sum it up");
    }
    if (!training) {
      throw new IllegalStateException(
          "backward: this tape is for inference; make it with Tape.forTraining");
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
  }

  /**
   * {@code to} = the gradient of a weight in this pass + beta {@code to}; with beta 0, {@code to}
   * is overwritten. After {@link #propagate}; different threads may do different weights.
   *
   * @param to Modified; the shape of the weight
   */
  public void addGradient(String name, double beta, Tensor to) {
    Var parameter = parameters.get(name);
    if (parameter != null && parameter.hasGradient()) {
      parameter.addGradient(beta, to);
    } else if (beta == 0) {
      backend().fill(to, 0);
    } else if (beta != 1) {
      backend().scale(beta, to, 0, to);
    }
  }

  /** Ends the pass: all its variables become invalid, and its buffers serve the next one. */
  public void reset() {
    backwardDone = false;
    kept.clear();
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
