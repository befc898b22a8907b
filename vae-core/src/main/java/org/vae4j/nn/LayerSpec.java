package org.vae4j.nn;

import java.util.List;
import java.util.Map;

/**
 * A layer as a model file names it.
 *
 * @param type the name under which a {@link LayerProvider} makes it
 * @param settings its settings as text, in a fixed order
 * @param layers the layers inside it
 */
public record LayerSpec(String type, Map<String, String> settings, List<LayerSpec> layers) {

  /** A layer without layers inside. */
  public LayerSpec(String type, Map<String, String> settings) {
    this(type, settings, List.of());
  }
}
