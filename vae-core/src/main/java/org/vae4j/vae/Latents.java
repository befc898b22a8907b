package org.vae4j.vae;

/**
 * Posteriors of rows of data, outside of an engine.
 *
 * @param mu the means, rows×latent
 * @param logvar the logarithms of the variances, rows×latent
 */
public record Latents(float[][] mu, float[][] logvar) {}
