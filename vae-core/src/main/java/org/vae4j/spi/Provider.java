package org.vae4j.spi;

import java.util.Set;

/**
 * Makes things of one kind by name; found by {@link java.util.ServiceLoader}.
 *
 * @param <T> the kind of thing made
 */
public interface Provider<T> {

  /** Returns the names that this provider makes, in lower case with hyphens. */
  Set<String> names();

  /**
   * Makes the thing of that name.
   *
   * @param name one of {@link #names}
   * @param settings what the user set; the provider takes what it knows, all else is refused by the
   *     caller
   */
  T create(String name, Settings settings);
}
