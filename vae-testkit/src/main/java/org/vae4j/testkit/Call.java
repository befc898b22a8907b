package org.vae4j.testkit;

import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
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
    for (Method method : Backend.class.getMethods()) {
      if (method.getName().equals(name) && accepts(method.getParameterTypes(), arguments)) {
        return new Call(method, List.of(arguments));
      }
    }
    throw new IllegalArgumentException(
        "Backend has no operation " + name + " for " + List.of(arguments));
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
    List<Object> arrays = new ArrayList<>();
    Object[] actual = new Object[arguments.size()];
    int next = 0;
    for (int i = 0; i < actual.length; i++) {
      Object argument = arguments.get(i);
      if (argument instanceof Operand) {
        actual[i] = tensors.get(next++);
      } else if (argument instanceof float[] array) {
        arrays.add(actual[i] = array.clone());
      } else if (argument instanceof double[] array) {
        arrays.add(actual[i] = array.clone());
      } else {
        actual[i] = argument;
      }
    }
    try {
      operation.invoke(backend, actual);
    } catch (InvocationTargetException e) {
      throw unchecked(e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("can't call " + operation, e);
    }
    return arrays.stream().map(Call::widened).toList();
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

  private static RuntimeException unchecked(Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException runtime ? runtime : new IllegalStateException(cause);
  }

  private static boolean accepts(Class<?>[] types, Object[] arguments) {
    if (types.length != arguments.length) {
      return false;
    }
    for (int i = 0; i < types.length; i++) {
      Class<?> given = arguments[i] instanceof Operand ? Tensor.class : arguments[i].getClass();
      Class<?> type = MethodType.methodType(types[i]).wrap().returnType();
      if (!type.isAssignableFrom(given)) {
        return false;
      }
    }
    return true;
  }
}
