package org.vae4j.autograd;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vae4j.tensor.Backend;
import org.vae4j.tensor.DType;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;

/**
 * Named tensors of one engine and element type in a fixed order: a model's weights, their
 * gradients, or moments.
 */
public final class Weights implements AutoCloseable {
  /** Elements that are looked through at a time. */
  private static final int BLOCK = 4096;

  private final Backend backend;
  private final DType dtype;
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();

  /** Allocates a tensor of zeros for each name and shape, in the map's order. */
  public Weights(Backend backend, DType dtype, Map<String, Shape> shapes) {
    this.backend = backend;
    this.dtype = dtype;
    shapes.forEach(
        (name, shape) -> {
          Tensor tensor = backend.allocate(shape, dtype);
          backend.fill(tensor, 0);
          tensors.put(name, tensor);
        });
  }

  /** Returns tensors of zeros with the same names, shapes, engine and type. */
  public Weights zerosLike() {
    return new Weights(backend, dtype, shapes());
  }

  /** Returns the engine. */
  public Backend backend() {
    return backend;
  }

  /** Returns the element type. */
  public DType dtype() {
    return dtype;
  }

  /** Returns the names in order. */
  public List<String> names() {
    return List.copyOf(tensors.keySet());
  }

  /** Returns the shapes by name, in order. */
  public Map<String, Shape> shapes() {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> shapes.put(name, tensor.shape()));
    return shapes;
  }

  /** Returns the number of values in all tensors. */
  public long size() {
    return tensors.values().stream().mapToLong(Tensor::size).sum();
  }

  /** Returns the tensor of that name. */
  public Tensor get(String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException(
          "weights: there is no '" + name + "'; there are " + tensors.keySet());
    }
    return tensor;
  }

  /** Returns the values of one tensor, row-major. */
  public double[] values(String name) {
    Tensor tensor = get(name);
    double[] values = new double[tensor.size()];
    backend.read(tensor, 0, values, 0, values.length);
    return values;
  }

  /** Sets the values of one tensor, row-major, rounding to its type. */
  public void set(String name, double[] values) {
    Tensor tensor = get(name);
    if (values.length != tensor.size()) {
      throw new IllegalArgumentException(
          "weights: '"
              + name
              + "' is "
              + tensor.shape()
              + ", given "
              + values.length
              + " values; give "
              + tensor.size());
    }
    backend.write(tensor, 0, values, 0, values.length);
  }

  /** Returns the name of the first tensor that holds a NaN or an infinity, or null. */
  public @Nullable String firstNotFinite() {
    double[] some = new double[BLOCK];
    for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
      Tensor tensor = entry.getValue();
      for (int at = 0; at < tensor.size(); at += BLOCK) {
        int count = Math.min(BLOCK, tensor.size() - at);
        backend.read(tensor, at, some, 0, count);
        for (int i = 0; i < count; i++) {
          if (!Double.isFinite(some[i])) {
            return entry.getKey();
          }
        }
      }
    }
    return null;
  }

  @Override
  public void close() {
    tensors.values().forEach(Tensor::close);
  }
}
