/**
 * How good a model is: bounds on the likelihood of data, and what its latent dimensions carry. All
 * figures are decided by the weights, the data, the seed and the number of draws.
 */
@NullMarked
package org.vae4j.evaluate;

import org.jspecify.annotations.NullMarked;
