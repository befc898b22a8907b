package org.vae4j.testkit;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.vae4j.tensor.Backend;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;

/**
 * A call of one {@link Backend} operation with arguments that are right; operands stand where
 * tensors go.
 */
record Call(Method operation, List<Object> arguments) {

  /** What an operation does with an operand. */
  enum Role {
    /** Reads it. */
    INPUT,
    /** Overwrites it. */
    OUTPUT,
    /** Reads and changes it. */
    MODIFIED,
    /** Leaves anything in it. */
    SCRATCH
  }

  /** A tensor to be made, with numbers in [low, high). */
  record Operand(Role role, Shape shape, double low, double high) {
    boolean isWritten() {
      return role != Role.INPUT;
    }

    @Override
    public String toString() {
      return shape.toString();
    }
  }

  /** A call of the operation of that name that takes such arguments. */
  static Call of(String name, Object... arguments) {
    Method operation =
        Methods.find(
            Backend.class,
            name,
            a -> a instanceof Operand ? Tensor.class : a.getClass(),
            arguments);
    return new Call(operation, List.of(arguments));
  }

  /** Returns the operation's name. */
  String name() {
    return operation.getName();
  }

  /** Returns the operands in the order of the arguments. */
  List<Operand> operands() {
    return arguments.stream().filter(Operand.class::isInstance).map(Operand.class::cast).toList();
  }

  /**
   * Runs it on {@code backend} with a tensor for each operand; returns the arrays that it was
   * given.
   */
  List<double[]> run(Backend backend, List<Tensor> tensors) {
    Object[] actual = new Object[arguments.size()];
    int next = 0;
    for (int i = 0; i < actual.length; i++) {
      Object argument = arguments.get(i);
      if (argument instanceof Operand) {
        actual[i] = tensors.get(next++);
      } else if (argument instanceof float[] array) {
        actual[i] = array.clone();
      } else if (argument instanceof double[] array) {
        actual[i] = array.clone();
      } else {
        actual[i] = argument;
      }
    }
    Methods.invoke(operation, backend, actual);
    return Arrays.stream(actual)
        .filter(a -> a instanceof float[] || a instanceof double[])
        .map(Call::widened)
        .toList();
  }

  @Override
  public String toString() {
    return arguments.stream()
        .map(
            a ->
                a instanceof float[]
                    ? "float[]"
                    : a instanceof double[] ? "double[]" : a.toString())
        .collect(Collectors.joining(", ", name() + "(", ")"));
  }

  private static double[] widened(Object array) {
    if (array instanceof float[] narrow) {
      return IntStream.range(0, narrow.length).mapToDouble(i -> narrow[i]).toArray();
    }
    return (double[]) array;
  }
}
