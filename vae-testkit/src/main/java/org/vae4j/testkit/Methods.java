package org.vae4j.testkit;

import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Finds and calls methods by name and arguments, for the catalogues. */
final class Methods {
  private Methods() {}

  /**
   * Finds a public method.
   *
   * @param typeOf the type that an argument stands for
   */
  static Method find(
      Class<?> owner, String name, Function<Object, Class<?>> typeOf, Object... arguments) {
    List<Class<?>> given = Arrays.stream(arguments).<Class<?>>map(typeOf).toList();
    return Arrays.stream(owner.getMethods())
        .filter(method -> method.getName().equals(name) && accepts(method, given))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    owner.getSimpleName() + " has no method " + name + " for " + given));
  }

  private static boolean accepts(Method method, List<Class<?>> given) {
    List<Class<?>> types =
        MethodType.methodType(void.class, method.getParameterTypes()).wrap().parameterList();
    boolean accepted = types.size() == given.size();
    for (int i = 0; accepted && i < types.size(); i++) {
      accepted = types.get(i).isAssignableFrom(given.get(i));
    }
    return accepted;
  }

  /** Calls a method and throws what it throws. */
  static Object invoke(Method method, Object target, Object... arguments) {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e.getCause() instanceof RuntimeException runtime
          ? runtime
          : new IllegalStateException(e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("can't call " + method, e);
    }
  }
}
