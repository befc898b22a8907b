package org.vae4j.cli;

import org.vae4j.vae.Vae;

/**
 * A training that has passed all checks.
 *
 * @param data what to train on, scaled as the model wants it
 * @param engine what computes
 * @param vae the model to train
 * @param options how
 */
record Job(Data data, Engine engine, Vae vae, TrainOptions options) {}
