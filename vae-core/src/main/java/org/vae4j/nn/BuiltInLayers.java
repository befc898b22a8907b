package org.vae4j.nn;

import java.util.Set;
import java.util.TreeSet;
import org.vae4j.spi.Settings;

/** The framework's own layers. */
public final class BuiltInLayers implements LayerProvider {

  @Override
  public Set<String> names() {
    Set<String> names = new TreeSet<>();
    names.add(Dense.TYPE);
    for (Activation activation : Activation.values()) {
      names.add(activation.id());
    }
    return names;
  }

  @Override
  public Layer create(String name, Settings settings) {
    if (!name.equals(Dense.TYPE)) {
      return Activation.of(name);
    }
    return new Dense(
        settings.text("name"),
        settings.count("inputs"),
        settings.count("outputs"),
        Activation.of(settings.text("activation", Activation.IDENTITY.id())),
        Initializer.of(settings.text("initializer", Initializer.PYTORCH.id())));
  }
}
