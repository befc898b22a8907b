package org.vae4j.nn;

import org.vae4j.spi.Provider;

/** Makes layers by name, so that a model file can refer to them. */
public interface LayerProvider extends Provider<Layer> {}
