package org.vae4j.loss;

import org.vae4j.spi.Provider;

/** Makes losses by name, so that the command line and a model file can refer to them. */
public interface LossProvider extends Provider<Loss> {}
