package org.vae4j.evaluate;

/**
 * How good a model is on a data set, in nats a row with all constants of the likelihood.
 *
 * @param rows rows of data
 * @param features values in a row
 * @param samples draws of z for each row
 * @param elbo the evidence lower bound, -reconstruction - kl
 * @param reconstruction the mean of -log p(x|z) over rows and draws
 * @param kl the mean of KL(q(z|x) || N(0, I)), in closed form
 * @param logLikelihood the importance-weighted bound log 1/K Σ p(x|z) p(z) / q(z|x), between the
 *     ELBO and log p(x) (Burda, Grosse and Salakhutdinov 2016, equation 8)
 * @param squaredError the mean squared error of a value when a row goes through the mean of its
 *     posterior and back
 * @param units what the latent dimensions carry
 */
public record ModelFigures(
    int rows,
    int features,
    int samples,
    Estimate elbo,
    double reconstruction,
    double kl,
    Estimate logLikelihood,
    double squaredError,
    LatentUnits units) {}
