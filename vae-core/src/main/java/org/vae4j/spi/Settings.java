package org.vae4j.spi;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * Settings by name as text, each taken once with its type and default; what nobody took is an
 * error.
 */
public final class Settings {
  private final String owner;
  private final Map<String, String> values;
  private final TreeSet<String> known = new TreeSet<>();

  /**
   * Settings of a thing.
   *
   * @param owner what the settings are of, for messages
   * @param values the texts by name
   */
  public Settings(String owner, Map<String, String> values) {
    this.owner = owner;
    this.values = new LinkedHashMap<>(values);
  }

  /** Takes a text. */
  public String text(String key, String fallback) {
    known.add(key);
    String value = values.remove(key);
    return value == null ? fallback : value;
  }

  /** Takes a text that must be there. */
  public String text(String key) {
    known.add(key);
    String value = values.remove(key);
    if (value == null) {
      throw new IllegalArgumentException(owner + ": the setting '" + key + "' is missing");
    }
    return value;
  }

  /** Takes a number. */
  public double number(String key, double fallback) {
    String value = text(key, Double.toString(fallback));
    try {
      return Double.parseDouble(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          owner + ": " + key + " is '" + value + "', expected a number", e);
    }
  }

  /** Takes a whole number that must be there. */
  public int count(String key) {
    String value = text(key);
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          owner + ": " + key + " is '" + value + "', expected a whole number", e);
    }
  }

  /** Takes true or false. */
  public boolean flag(String key, boolean fallback) {
    String value = text(key, Boolean.toString(fallback));
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new IllegalArgumentException(
              owner + ": " + key + " is '" + value + "', expected true or false");
    };
  }

  /** Refuses what nobody took. */
  public void finish() {
    if (!values.isEmpty()) {
      throw new IllegalArgumentException(
          owner
              + ": there is no setting '"
              + values.keySet().iterator().next()
              + "'; it takes "
              + (known.isEmpty() ? "none" : String.join(", ", known)));
    }
  }
}
