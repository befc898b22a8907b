package org.vae4j.nn;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A layer as a model file names it.
 *
 * @param type the name under which a {@link LayerProvider} makes it
 * @param settings its settings as text, sorted by name, so that equal layers give equal files
 * @param layers the layers inside it
 */
public record LayerSpec(String type, Map<String, String> settings, List<LayerSpec> layers) {

  /** Copies and sorts. */
  public LayerSpec {
    settings = Collections.unmodifiableMap(new TreeMap<>(settings));
    layers = List.copyOf(layers);
  }

  /** A layer without layers inside. */
  public LayerSpec(String type, Map<String, String> settings) {
    this(type, settings, List.of());
  }
}
