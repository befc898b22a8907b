package org.vae4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vae4j.tensor.Backend;
import org.vae4j.tensor.BackendInfo;
import org.vae4j.tensor.CheckedBackend;
import org.vae4j.tensor.DType;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;

/** Engines and tensors come and go: counted, closed once, and not kept. */
abstract class LifecycleSuite extends ConformanceSuite {
  private static final int COLLECTIONS = 20;

  LifecycleSuite(Supplier<Backend> hook) {
    super(hook);
  }

  @Test
  void theEngineSaysWhatItIs() {
    BackendInfo info = backend().info();
    assertThat(info.name()).as("info().name()").isNotBlank().isLowerCase();
    assertThat(info.version()).as("info().version()").isNotBlank();
    assertThat(info.blas()).as("info().blas()").isNotBlank();
    assertThat(info.threads()).as("info().threads()").isPositive();
  }

  @ParameterizedTest
  @EnumSource
  void tensorsHaveTheShapeAndTypeAskedFor(DType dtype) {
    for (Shape shape : Samples.SHAPES) {
      Tensor tensor = stale(dtype, shape);
      assertThat(tensor.shape()).as("shape of a tensor").isEqualTo(shape);
      assertThat(tensor.dtype()).as("type of a tensor").isEqualTo(dtype);
      assertThat(tensor.isClosed()).as("whether a new %s is closed", tensor).isFalse();
    }
  }

  @Test
  void tensorsAreCountedAndClosedOnce() {
    CheckedBackend backend = backend();
    long allocated = backend.allocated();
    Tensor first = backend.allocate(Shape.of(7, 13), DType.F32);
    Tensor second = backend.allocate(Shape.of(7, 13), DType.F64);
    assertThat(backend.allocated() - allocated).as("tensors allocated").isEqualTo(2);
    assertThat(backend.live()).as("live tensors").isEqualTo(2);
    first.close();
    first.close();
    assertThat(first.isClosed()).as("whether the tensor is closed").isTrue();
    assertThat(backend.live()).as("live tensors after closing one of two twice").isEqualTo(1);
    second.close();
    assertThat(backend.live()).as("live tensors after closing both").isZero();
    assertThat(backend.allocated() - allocated).as("tensors allocated, after closing").isEqualTo(2);
  }

  @Test
  void operationsLeaveNoTensorBehind() {
    for (DType dtype : DType.values()) {
      for (Call call : Calls.all(7, 13)) {
        evaluate(backend(), call, dtype, contents(call, dtype, Double.NaN));
        assertThat(backend().live()).as("live tensors after %s", call).isZero();
      }
    }
  }

  @Test
  void closedTensorsAreNotKept() {
    List<WeakReference<Tensor>> closed = new ArrayList<>();
    for (DType dtype : DType.values()) {
      for (int i = 0; i < 16; i++) {
        closed.add(new WeakReference<>(used(dtype)));
      }
    }
    for (int i = 0; i < COLLECTIONS && kept(closed) > 0; i++) {
      System.gc();
    }
    assertThat(kept(closed))
        .as("closed tensors, of %d, that the engine still holds", closed.size())
        .isZero();
  }

  private Tensor used(DType dtype) {
    try (Tensor tensor = backend().allocate(Shape.of(64, 64), dtype);
        Tensor out = backend().allocate(Shape.of(64, 64), dtype)) {
      backend().fill(tensor, 1);
      backend().gemm(false, false, 1, tensor, tensor, 0, out);
      return tensor;
    }
  }

  private static long kept(List<WeakReference<Tensor>> references) {
    return references.stream().filter(reference -> reference.get() != null).count();
  }

  @Test
  void aClosedEngineMakesNoTensors() {
    CheckedBackend backend = another();
    backend.close();
    assertThatThrownBy(() -> backend.allocate(Shape.SCALAR, DType.F32))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("allocate")
        .hasMessageContaining("closed");
  }

  @Test
  void closingTwiceDoesNoMore() {
    CheckedBackend backend = another();
    backend.close();
    backend.close();
    assertThat(backend.live()).as("live tensors of a closed engine").isZero();
  }

  @Test
  void closingOneEngineLeavesAnotherAtWork() {
    Tensor tensor = filled(DType.F64, Shape.of(7, 13), 2);
    another().close();
    Tensor out = stale(DType.F64, Shape.of(7, 7));
    backend().gemm(false, true, 1, tensor, tensor, 0, out);
    Compare.sameBits(
        "a aᵀ of a 7×13 full of 2 after another engine was closed",
        out.shape(),
        read(filled(DType.F64, out.shape(), 52)),
        read(out));
  }
}
