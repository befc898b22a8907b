package org.vae4j.tensor;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Stands in front of an engine: checks every argument once, counts tensors, and passes the call on.
 * All messages say the operation, what was given, what was expected and what to do.
 */
public final class CheckedBackend implements Backend {
  // made once, for a text made at each call would be garbage
  private static final Map<UnaryOp, String> UNARY = names(UnaryOp.class, "unary");
  private static final Map<BinaryOp, String> BINARY = names(BinaryOp.class, "binary");
  private static final Map<Reduction, String> SUM = names(Reduction.class, "sum over");
  private static final String[] OPERANDS = {"tensor 1", "tensor 2", "tensor 3", "tensor 4"};

  private final Backend engine;
  private final AtomicLong allocated = new AtomicLong();
  private final AtomicLong live = new AtomicLong();
  private volatile boolean closed;

  /** Puts checks in front of {@code engine}. */
  public CheckedBackend(Backend engine) {
    this.engine = engine;
  }

  /** Returns how many tensors have been made so far. */
  public long allocated() {
    return allocated.get();
  }

  /** Returns how many tensors are not closed. */
  public long live() {
    return live.get();
  }

  void released() {
    live.decrementAndGet();
  }

  @Override
  public BackendInfo info() {
    return engine.info();
  }

  @Override
  public boolean exact() {
    return engine.exact();
  }

  @Override
  public Tensor allocate(Shape shape, DType dtype) {
    if (closed) {
      throw new IllegalStateException(
          "allocate: the backend " + info().name() + " is closed; open it again");
    }
    Tensor tensor = engine.allocate(shape, dtype);
    tensor.adopt(this);
    allocated.incrementAndGet();
    live.incrementAndGet();
    return tensor;
  }

  @Override
  public void write(Tensor out, int at, float[] source, int from, int count) {
    range("write", out, at, source.length, from, count);
    engine.write(out, at, source, from, count);
  }

  @Override
  public void write(Tensor out, int at, double[] source, int from, int count) {
    range("write", out, at, source.length, from, count);
    engine.write(out, at, source, from, count);
  }

  @Override
  public void read(Tensor a, int at, float[] target, int to, int count) {
    range("read", a, at, target.length, to, count);
    engine.read(a, at, target, to, count);
  }

  @Override
  public void read(Tensor a, int at, double[] target, int to, int count) {
    range("read", a, at, target.length, to, count);
    engine.read(a, at, target, to, count);
  }

  @Override
  public void fill(Tensor out, double value) {
    usable("fill", "out", out);
    engine.fill(out, value);
  }

  @Override
  public void gemm(
      boolean transposeA,
      boolean transposeB,
      double alpha,
      Tensor a,
      Tensor b,
      double beta,
      Tensor out) {
    usable("gemm", "a", a);
    usable("gemm", "b", b);
    usable("gemm", "out", out);
    sameType("gemm", a, b, out);
    int m = transposeA ? a.shape().columns() : a.shape().rows();
    int k = transposeA ? a.shape().rows() : a.shape().columns();
    int inner = transposeB ? b.shape().columns() : b.shape().rows();
    int n = transposeB ? b.shape().rows() : b.shape().columns();
    if (k != inner) {
      throw new IllegalArgumentException(
          "gemm: inner dimensions differ: a is "
              + matrix(a)
              + transposed(transposeA)
              + ", b is "
              + matrix(b)
              + transposed(transposeB)
              + (k == n ? "; transpose b?" : "; give matrices with equal inner dimensions"));
    }
    if (out.shape().rows() != m || out.shape().columns() != n) {
      throw new IllegalArgumentException(
          "gemm: out is " + matrix(out) + ", expected " + m + "×" + n + "; allocate that shape");
    }
    distinct("gemm", out, a, b);
    engine.gemm(transposeA, transposeB, alpha, a, b, beta, out);
  }

  @Override
  public void unary(UnaryOp op, Tensor a, Tensor out) {
    elementwise(name(UNARY, op), out, a);
    engine.unary(op, a, out);
  }

  @Override
  public void binary(BinaryOp op, Tensor a, Tensor b, Tensor out) {
    String name = name(BINARY, op);
    elementwise(name, out, a);
    usable(name, "b", b);
    sameType(name, a, b);
    int rows = b.shape().rows();
    int columns = b.shape().columns();
    if ((rows != 1 && rows != a.shape().rows())
        || (columns != 1 && columns != a.shape().columns())) {
      throw new IllegalArgumentException(
          name
              + ": b is "
              + matrix(b)
              + ", expected "
              + matrix(a)
              + " as a is, or a row, a column or a"
              + " single value that spreads over it");
    }
    if (!b.shape().sameMatrix(a.shape())) {
      distinct(name, out, b);
    }
    engine.binary(op, a, b, out);
  }

  @Override
  public void scale(double alpha, Tensor a, double shift, Tensor out) {
    elementwise("scale", out, a);
    engine.scale(alpha, a, shift, out);
  }

  @Override
  public void axpby(double alpha, Tensor a, double beta, Tensor out) {
    elementwise("axpby", out, a);
    engine.axpby(alpha, a, beta, out);
  }

  @Override
  public void sum(Reduction over, Tensor a, double beta, Tensor out) {
    String name = name(SUM, over);
    usable(name, "a", a);
    usable(name, "out", out);
    sameType(name, a, out);
    Shape expected = over.of(a.shape());
    if (!out.shape().sameMatrix(expected)) {
      throw new IllegalArgumentException(
          name + ": out is " + matrix(out) + ", expected " + expected + " for a " + matrix(a));
    }
    distinct(name, out, a);
    engine.sum(over, a, beta, out);
  }

  @Override
  public void copyColumns(Tensor a, int from, Tensor out, int to, int count) {
    usable("copyColumns", "a", a);
    usable("copyColumns", "out", out);
    sameType("copyColumns", a, out);
    distinct("copyColumns", out, a);
    if (a.shape().rows() != out.shape().rows()) {
      throw new IllegalArgumentException(
          "copyColumns: a is "
              + matrix(a)
              + ", out is "
              + matrix(out)
              + "; both need the same number of rows");
    }
    if (count < 1
        || from < 0
        || to < 0
        || from > a.shape().columns() - count
        || to > out.shape().columns() - count) {
      throw new IndexOutOfBoundsException(
          "copyColumns: "
              + count
              + " columns from "
              + from
              + " of "
              + matrix(a)
              + " to "
              + to
              + " of "
              + matrix(out)
              + "; the range must lie inside both");
    }
    engine.copyColumns(a, from, out, to, count);
  }

  @Override
  public void affine(Tensor x, Tensor w, Tensor bias, UnaryOp activation, Tensor out) {
    usable("affine", "x", x);
    usable("affine", "w", w);
    usable("affine", "bias", bias);
    usable("affine", "out", out);
    sameType("affine", x, w, bias, out);
    int outputs = w.shape().rows();
    if (x.shape().columns() != w.shape().columns()) {
      throw new IllegalArgumentException(
          "affine: x is "
              + matrix(x)
              + ", w is "
              + matrix(w)
              + " (outputs×inputs); x needs "
              + w.shape().columns()
              + " columns");
    }
    expect("affine", "bias", bias, Shape.of(1, outputs));
    expect("affine", "out", out, Shape.of(x.shape().rows(), outputs));
    distinct("affine", out, x, w, bias);
    engine.affine(x, w, bias, activation, out);
  }

  @Override
  public void reparameterise(Tensor mu, Tensor logvar, Tensor noise, Tensor out) {
    elementwise("reparameterise", mu, logvar, noise, out);
    distinct("reparameterise", out, mu, logvar, noise);
    engine.reparameterise(mu, logvar, noise, out);
  }

  @Override
  public void gaussianKl(Tensor mu, Tensor logvar, Tensor gradMu, Tensor gradLogvar, Tensor out) {
    elementwise("gaussianKl", mu, logvar, gradMu, gradLogvar);
    distinct("gaussianKl", gradMu, mu, logvar, gradLogvar);
    distinct("gaussianKl", gradLogvar, mu, logvar);
    scalar("gaussianKl", out, mu, logvar, gradMu, gradLogvar);
    engine.gaussianKl(mu, logvar, gradMu, gradLogvar, out);
  }

  @Override
  public void squaredError(Tensor prediction, Tensor target, Tensor grad, Tensor out) {
    lossArguments("squaredError", prediction, target, grad, out);
    engine.squaredError(prediction, target, grad, out);
  }

  @Override
  public void crossEntropyWithLogits(Tensor logits, Tensor target, Tensor grad, Tensor out) {
    lossArguments("crossEntropyWithLogits", logits, target, grad, out);
    engine.crossEntropyWithLogits(logits, target, grad, out);
  }

  @Override
  public void adam(
      Tensor parameter,
      Tensor gradient,
      Tensor m,
      Tensor v,
      double stepSize,
      double beta1,
      double beta2,
      double epsilon) {
    elementwise("adam", parameter, gradient, m, v);
    distinct("adam", parameter, gradient, m, v);
    distinct("adam", gradient, m, v);
    distinct("adam", m, v);
    engine.adam(parameter, gradient, m, v, stepSize, beta1, beta2, epsilon);
  }

  /** Closes the engine; its tensors should be closed before. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      engine.close();
    }
  }

  private void lossArguments(
      String operation, Tensor prediction, Tensor target, Tensor grad, Tensor out) {
    elementwise(operation, prediction, target, grad);
    distinct(operation, grad, prediction, target);
    scalar(operation, out, prediction, target, grad);
  }

  private void scalar(String operation, Tensor out, Tensor... others) {
    usable(operation, "out", out);
    sameType(operation, out, others);
    expect(operation, "out", out, Shape.SCALAR);
    distinct(operation, out, others);
  }

  private void elementwise(String operation, Tensor first, Tensor... others) {
    usable(operation, OPERANDS[0], first);
    for (int i = 0; i < others.length; i++) {
      Tensor other = others[i];
      usable(operation, OPERANDS[i + 1], other);
      if (!other.shape().sameMatrix(first.shape())) {
        throw new IllegalArgumentException(
            operation
                + ": shapes differ: "
                + matrix(first)
                + " and "
                + matrix(other)
                + "; give tensors of one shape");
      }
    }
    sameType(operation, first, others);
  }

  private void range(
      String operation, Tensor tensor, int at, int arrayLength, int from, int count) {
    usable(operation, "tensor", tensor);
    if (count < 0
        || at < 0
        || from < 0
        || at > tensor.size() - count
        || from > arrayLength - count) {
      throw new IndexOutOfBoundsException(
          operation
              + ": "
              + count
              + " elements at "
              + at
              + " of "
              + tensor.size()
              + " and at "
              + from
              + " of an array of "
              + arrayLength
              + "; the range must lie inside both");
    }
  }

  private void usable(String operation, String role, Tensor tensor) {
    if (tensor.owner() != this) {
      throw new IllegalArgumentException(
          operation
              + ": "
              + role
              + " ("
              + tensor
              + ") is not a tensor of this "
              + info().name()
              + " backend; copy it over with read and write");
    }
    if (tensor.isClosed()) {
      throw new IllegalStateException(
          operation + ": " + role + " (" + tensor + ") is closed; keep it open until its last use");
    }
  }

  private static void sameType(String operation, Tensor first, Tensor... others) {
    for (Tensor other : others) {
      if (other.dtype() != first.dtype()) {
        throw new IllegalArgumentException(
            operation
                + ": element types differ: "
                + first
                + " and "
                + other
                + "; use one type in a model");
      }
    }
  }

  private static void distinct(String operation, Tensor out, Tensor... inputs) {
    for (Tensor input : inputs) {
      if (input == out) {
        throw new IllegalArgumentException(
            operation
                + ": the output "
                + matrix(out)
                + " is an input too; give it a tensor of its own");
      }
    }
  }

  private static void expect(String operation, String role, Tensor tensor, Shape expected) {
    if (!tensor.shape().sameMatrix(expected)) {
      throw new IllegalArgumentException(
          operation + ": " + role + " is " + matrix(tensor) + ", expected " + expected);
    }
  }

  private static <E extends Enum<E>> Map<E, String> names(Class<E> kinds, String operation) {
    Map<E, String> names = new EnumMap<>(kinds);
    for (E kind : kinds.getEnumConstants()) {
      names.put(kind, operation + " " + kind);
    }
    return names;
  }

  private static <E> String name(Map<E, String> names, E kind) {
    return requireNonNull(names.get(kind));
  }

  private static String matrix(Tensor tensor) {
    return tensor.shape().rows() + "×" + tensor.shape().columns();
  }

  private static String transposed(boolean flag) {
    return flag ? " (transposed)" : "";
  }
}
