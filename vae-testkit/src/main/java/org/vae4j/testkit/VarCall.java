package org.vae4j.testkit;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.vae4j.autograd.Var;
import org.vae4j.testkit.GradientCheck.Leaf;

/**
 * A call of one differentiable operation of {@link Var}. Operands stand where variables go; the
 * first one is the variable that is called.
 */
record VarCall(Method operation, List<Object> arguments) {

  /** A variable to be made; a gradient is wanted of it or not. */
  record Operand(Leaf leaf, boolean constant) {
    @Override
    public String toString() {
      return leaf.shape() + (constant ? " constant" : "");
    }
  }

  /** A call of the operation of that name that takes such arguments. */
  static VarCall of(String name, Operand self, Object... others) {
    Method operation =
        Methods.find(Var.class, name, a -> a instanceof Operand ? Var.class : a.getClass(), others);
    return new VarCall(operation, Stream.concat(Stream.of(self), Arrays.stream(others)).toList());
  }

  /** Returns the operands in the order of the arguments. */
  List<Operand> operands() {
    return arguments.stream().filter(Operand.class::isInstance).map(Operand.class::cast).toList();
  }

  /** Runs it with a variable for each operand. */
  Var run(List<Var> variables) {
    Object[] others = new Object[arguments.size() - 1];
    int next = 1;
    for (int i = 0; i < others.length; i++) {
      Object argument = arguments.get(i + 1);
      others[i] = argument instanceof Operand ? variables.get(next++) : argument;
    }
    return (Var) Methods.invoke(operation, variables.get(0), others);
  }

  @Override
  public String toString() {
    return arguments.stream()
        .map(Object::toString)
        .collect(Collectors.joining(", ", operation.getName() + "(", ")"));
  }
}
