/**
 * The variational autoencoder: an encoder, two heads, a decoder and a loss (Kingma and Welling
 * 2013).
 */
@NullMarked
package org.vae4j.vae;

import org.jspecify.annotations.NullMarked;
