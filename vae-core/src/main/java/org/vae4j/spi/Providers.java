package org.vae4j.spi;

import java.util.Map;
import java.util.TreeMap;

/**
 * The providers of one kind on the class path, by name.
 *
 * @param <T> the kind of thing made
 */
public final class Providers<T> {
  private final String kind;
  private final Map<String, Provider<? extends T>> byName = new TreeMap<>();

  private String remark = "";

  private Providers(String kind) {
    this.kind = kind;
  }

  /**
   * Finds the providers of one kind.
   *
   * @param kind what they make, for messages
   * @param service the provider type that jars declare
   */
  public static <T, P extends Provider<? extends T>> Providers<T> find(
      String kind, Class<P> service) {
    Providers<T> all = new Providers<>(kind);
    Services<P> services = Services.find(service);
    all.remark = services.remark();
    for (P provider : services.found()) {
      for (String name : provider.names()) {
        Provider<? extends T> other = all.byName.putIfAbsent(name, provider);
        if (other != null) {
          throw new IllegalStateException(
              kind
                  + ": '"
                  + name
                  + "' is provided by both "
                  + other.getClass().getName()
                  + " and "
                  + provider.getClass().getName()
                  + "; remove one of the two jars");
        }
      }
    }
    return all;
  }

  /** Returns the names that exist, sorted. */
  public Iterable<String> names() {
    return byName.keySet();
  }

  /**
   * Makes the thing of that name.
   *
   * @throws IllegalArgumentException if there is none, or if a setting is unknown or wrong; the
   *     message lists what exists
   */
  public T create(String name, Map<String, String> settings) {
    Provider<? extends T> provider = byName.get(name);
    if (provider == null) {
      throw new IllegalArgumentException(
          kind
              + ": there is no '"
              + name
              + "'; there are "
              + String.join(", ", byName.keySet())
              + remark
              + "; a jar on the class path can add one");
    }
    Settings taken = new Settings(kind + " " + name, settings);
    T made = provider.create(name, taken);
    taken.finish();
    return made;
  }
}
