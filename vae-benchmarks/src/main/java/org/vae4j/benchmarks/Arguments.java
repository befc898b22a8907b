package org.vae4j.benchmarks;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vae4j.tensor.DType;
import org.vae4j.tensor.exact.Numerics;

/** Options of a program, each a name and a value: {@code --engine nd4j --steps 100}. */
final class Arguments {
  private final Map<String, String> values = new LinkedHashMap<>();

  /**
   * Reads options.
   *
   * @param known the names that exist, without dashes
   */
  Arguments(List<String> known, String... args) {
    for (int i = 0; i < args.length; i += 2) {
      String name = args[i].startsWith("--") ? args[i].substring(2) : "";
      if (!known.contains(name) || i + 1 == args.length) {
        throw new IllegalArgumentException(
            "options: at '"
                + args[i]
                + "' of "
                + Arrays.toString(args)
                + "; expected a value after each of --"
                + String.join(", --", known));
      }
      values.put(name, args[i + 1]);
    }
  }

  String text(String name, String otherwise) {
    return values.getOrDefault(name, otherwise);
  }

  int number(String name, int otherwise) {
    return number(name, text(name, Integer.toString(otherwise)));
  }

  /** Returns the parts between commas. */
  List<String> list(String name, String otherwise) {
    return Arrays.stream(text(name, otherwise).split(",")).filter(part -> !part.isEmpty()).toList();
  }

  List<Integer> numbers(String name, String otherwise) {
    return list(name, otherwise).stream().map(part -> number(name, part)).toList();
  }

  private static int number(String name, String value) {
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "options: --" + name + " is '" + value + "', expected a whole number", e);
    }
  }

  DType dtype() {
    return constant(DType.class, "dtype", DType.F32);
  }

  Numerics numerics() {
    return constant(Numerics.class, "numerics", Numerics.FAST);
  }

  <E extends Enum<E>> E constant(Class<E> type, String name, E otherwise) {
    String value = text(name, otherwise.name());
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> constant.name().equalsIgnoreCase(value))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "options: --%s is '%s', expected one of %s"
                        .formatted(name, value, Arrays.toString(type.getEnumConstants()))));
  }
}
