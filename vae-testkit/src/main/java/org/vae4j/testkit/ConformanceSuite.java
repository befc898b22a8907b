package org.vae4j.testkit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.vae4j.tensor.Backend;
import org.vae4j.tensor.CheckedBackend;
import org.vae4j.tensor.DType;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;
import org.vae4j.testkit.Call.Operand;
import org.vae4j.testkit.Call.Role;

/**
 * What the suites share: a fresh engine behind the product's checks for each test, and no tensor
 * left open after it.
 */
abstract class ConformanceSuite {
  private final Supplier<Backend> hook;
  private final List<Tensor> tensors = new ArrayList<>();
  private @Nullable CheckedBackend opened;

  ConformanceSuite(Supplier<Backend> hook) {
    this.hook = hook;
  }

  @BeforeEach
  final void open() {
    opened = new CheckedBackend(hook.get());
  }

  @AfterEach
  final void close() {
    CheckedBackend backend = backend();
    closeTensors();
    long live = backend.live();
    backend.close();
    assertThat(live).as("tensors of %s still open after the test", backend.info().name()).isZero();
  }

  /** Returns the engine under test, behind its checks. */
  final CheckedBackend backend() {
    return requireNonNull(opened);
  }

  /** Opens the engine once more. */
  final CheckedBackend another() {
    return new CheckedBackend(hook.get());
  }

  /** Closes the tensors made so far. */
  final void closeTensors() {
    tensors.forEach(Tensor::close);
    tensors.clear();
  }

  /** Returns a tensor that holds {@code values}, closed after the test. */
  final Tensor tensor(DType dtype, Shape shape, double... values) {
    Tensor tensor = backend().allocate(shape, dtype);
    tensors.add(tensor);
    backend().write(tensor, 0, values, 0, values.length);
    return tensor;
  }

  /** Returns a tensor full of NaN, as an output that must be overwritten. */
  final Tensor stale(DType dtype, Shape shape) {
    return filled(dtype, shape, Double.NaN);
  }

  final Tensor filled(DType dtype, Shape shape, double value) {
    double[] values = new double[shape.size()];
    Arrays.fill(values, value);
    return tensor(dtype, shape, values);
  }

  /** Returns numbers for the operands of {@code call}; outputs hold {@code stale}. */
  static List<double[]> contents(Call call, DType dtype, double stale) {
    return contents(call, dtype, 0, stale);
  }

  /** Like {@link #contents(Call, DType, double)}, with other numbers for each {@code variant}. */
  static List<double[]> contents(Call call, DType dtype, int variant, double stale) {
    List<double[]> contents = new ArrayList<>();
    for (Operand operand : call.operands()) {
      double[] values =
          Samples.uniform(
              dtype,
              operand.shape().size(),
              1 + variant * 100 + contents.size(),
              operand.low(),
              operand.high());
      if (operand.role() == Role.OUTPUT) {
        Arrays.fill(values, stale);
      }
      contents.add(values);
    }
    return contents;
  }

  /**
   * Runs {@code call} on tensors of its own that hold {@code contents}. Returns what they hold
   * afterwards, in order, and then the arrays that the call was given.
   */
  static List<double[]> evaluate(Backend backend, Call call, DType dtype, List<double[]> contents) {
    List<Tensor> tensors = new ArrayList<>();
    try {
      for (Operand operand : call.operands()) {
        Tensor tensor = backend.allocate(operand.shape(), dtype);
        tensors.add(tensor);
        backend.write(tensor, 0, contents.get(tensors.size() - 1), 0, tensor.size());
      }
      List<double[]> arrays = call.run(backend, tensors);
      List<double[]> results = new ArrayList<>();
      tensors.forEach(tensor -> results.add(read(backend, tensor)));
      results.addAll(arrays);
      return results;
    } finally {
      tensors.forEach(Tensor::close);
    }
  }

  static double[] read(Backend backend, Tensor tensor) {
    double[] values = new double[tensor.size()];
    backend.read(tensor, 0, values, 0, values.length);
    return values;
  }

  final double[] read(Tensor tensor) {
    return read(backend(), tensor);
  }
}
