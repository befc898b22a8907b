package org.vae4j.optim;

import org.vae4j.spi.Provider;

/** Makes optimisers by name, so that the command line and a checkpoint can refer to them. */
public interface OptimizerProvider extends Provider<Optimizer> {}
