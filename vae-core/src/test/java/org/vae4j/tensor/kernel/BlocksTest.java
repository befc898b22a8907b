package org.vae4j.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vae4j.tensor.Backend;
import org.vae4j.tensor.BinaryOp;
import org.vae4j.tensor.DType;
import org.vae4j.tensor.Reduction;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.UnaryOp;

/**
 * Tensors in small blocks give the bits that tensors of one array give, whatever the operation, and
 * whichever of them have left the heap.
 */
class BlocksTest {
  private static final int[][] SHAPES = {
    {1, 1}, {1, 7}, {7, 1}, {1, 8}, {3, 8}, {5, 3}, {17, 9}, {4, 33}, {1, 1100}, {1100, 1},
    {13, 210}
  };

  /** An operation on tensors of these shapes; every tensor may be modified. */
  private record Case(String name, List<Shape> shapes, Operation operation) {
    @Override
    public String toString() {
      return name + " on " + shapes;
    }
  }

  @FunctionalInterface
  private interface Operation {
    void run(Backend backend, Tensor[] t);
  }

  /** Which tensors have left the heap, counted as they are allocated. */
  private enum Place {
    ON_HEAP(false, false),
    OUTSIDE(true, true),
    EVEN_OUTSIDE(true, false),
    ODD_OUTSIDE(false, true);

    private final boolean even;
    private final boolean odd;

    Place(boolean even, boolean odd) {
      this.even = even;
      this.odd = odd;
    }

    boolean outside(int number) {
      return number % 2 == 0 ? even : odd;
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void blocksOfEightElementsGiveTheBitsOfOneArray(Case operation) {
    check(operation, 8);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void blocksOfManyRowsGiveTheBitsOfOneArray(Case operation) {
    check(operation, 64);
  }

  @Test
  void everyOperationOfABackendIsTried() {
    List<String> tried = cases().map(c -> c.name().split(" ", 2)[0]).distinct().toList();
    List<String> owed =
        Arrays.stream(Backend.class.getMethods())
            .map(m -> m.getName())
            .filter(
                n ->
                    !List.of("info", "exact", "allocate", "close", "read", "write", "gemm")
                        .contains(n))
            .distinct()
            .toList();
    assertThat(tried).containsAll(owed);
  }

  private static void check(Case operation, int window) {
    for (DType dtype : DType.values()) {
      long[] expected = run(PlainBackend.onHeap(), operation, dtype);
      for (Place place : Place.values()) {
        assertThat(run(PlainBackend.inBlocks(window, place::outside), operation, dtype))
            .as("%s %s", dtype, place)
            .isEqualTo(expected);
      }
    }
  }

  private static long[] run(PlainBackend backend, Case operation, DType dtype) {
    Tensor[] tensors = new Tensor[operation.shapes().size()];
    for (int i = 0; i < tensors.length; i++) {
      tensors[i] = backend.allocate(operation.shapes().get(i), dtype);
      double[] values = samples(tensors[i].size(), i);
      backend.write(tensors[i], 0, values, 0, values.length);
    }
    operation.operation().run(backend, tensors);
    return Arrays.stream(tensors)
        .flatMapToDouble(t -> Arrays.stream(backend.values(t)))
        .mapToLong(Double::doubleToLongBits)
        .toArray();
  }

  /** Values of many magnitudes, a few of them special. */
  private static double[] samples(int n, int seed) {
    double[] special = {
      Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0, 1e-40, -1e-310
    };
    Random random = new Random(seed);
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] =
          random.nextInt(40) == 0
              ? special[random.nextInt(special.length)]
              : random.nextGaussian() * Math.exp(random.nextInt(8) - 4);
    }
    return values;
  }

  private static Stream<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (int[] dimensions : SHAPES) {
      Shape full = Shape.of(dimensions);
      Shape row = Reduction.ROWS.of(full);
      Shape column = Reduction.COLUMNS.of(full);
      Shape one = Shape.SCALAR;
      for (UnaryOp op : UnaryOp.values()) {
        add(cases, "unary " + op, (b, t) -> b.unary(op, t[0], t[1]), full, full);
        add(cases, "unary in place " + op, (b, t) -> b.unary(op, t[0], t[0]), full);
        add(
            cases,
            "affine " + op,
            (b, t) -> b.affine(t[0], t[1], t[2], op, t[3]),
            Shape.of(full.rows(), 3),
            Shape.of(full.columns(), 3),
            row,
            full);
      }
      for (BinaryOp op : BinaryOp.values()) {
        add(
            cases,
            "binary into second " + op,
            (b, t) -> b.binary(op, t[0], t[1], t[1]),
            full,
            full);
        for (Shape other : List.of(full, row, column, one)) {
          add(cases, "binary " + op, (b, t) -> b.binary(op, t[0], t[1], t[2]), full, other, full);
          add(
              cases,
              "binary in place " + op,
              (b, t) -> b.binary(op, t[0], t[1], t[0]),
              full,
              other);
        }
      }
      for (double beta : new double[] {0, 1, -0.3}) {
        add(cases, "axpby " + beta, (b, t) -> b.axpby(0.7, t[0], beta, t[1]), full, full);
        for (Reduction over : Reduction.values()) {
          add(
              cases,
              "sum " + over + beta,
              (b, t) -> b.sum(over, t[0], beta, t[1]),
              full,
              over.of(full));
        }
      }
      add(cases, "fill", (b, t) -> b.fill(t[0], 0.1), full);
      add(cases, "scale", (b, t) -> b.scale(0.1, t[0], -3, t[1]), full, full);
      Shape wider = Shape.of(full.rows(), full.columns() + 5);
      add(
          cases,
          "copyColumns",
          (b, t) -> b.copyColumns(t[0], 0, t[1], 4, full.columns()),
          full,
          wider);
      add(
          cases,
          "copyColumns back",
          (b, t) -> b.copyColumns(t[1], 3, t[0], 0, full.columns()),
          full,
          wider);
      add(
          cases,
          "reparameterise",
          (b, t) -> b.reparameterise(t[0], t[1], t[2], t[3]),
          full,
          full,
          full,
          full);
      add(
          cases,
          "gaussianKl",
          (b, t) -> b.gaussianKl(t[0], t[1], t[2], t[3], t[4]),
          full,
          full,
          full,
          full,
          one);
      add(
          cases,
          "squaredError",
          (b, t) -> b.squaredError(t[0], t[1], t[2], t[3]),
          full,
          full,
          full,
          one);
      add(
          cases,
          "crossEntropyWithLogits",
          (b, t) -> b.crossEntropyWithLogits(t[0], t[1], t[2], t[3]),
          full,
          full,
          full,
          one);
      add(
          cases,
          "adam",
          (b, t) -> b.adam(t[0], t[1], t[2], t[3], 1e-3, 0.9, 0.999, 1e-8),
          full,
          full,
          full,
          full);
    }
    return cases.stream();
  }

  private static void add(List<Case> cases, String name, Operation operation, Shape... shapes) {
    cases.add(new Case(name, List.of(shapes), operation));
  }
}
