/**
 * Layers: descriptions of what is computed, whose weights live elsewhere, in {@link
 * org.vae4j.autograd.Weights}.
 */
@NullMarked
package org.vae4j.nn;

import org.jspecify.annotations.NullMarked;
