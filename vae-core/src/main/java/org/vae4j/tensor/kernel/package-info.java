/**
 * Elementwise loops over Java arrays, shared by all engines, so that everything but matrix products
 * gives the same bits on each of them.
 *
 * <p>{@link org.vae4j.tensor.kernel.Kernels} are the loops, {@link
 * org.vae4j.tensor.kernel.ArrayTensor} gives them arrays to work on, and {@link
 * org.vae4j.tensor.kernel.KernelBackend} makes a backend of both that lacks only a matrix product.
 */
@NullMarked
package org.vae4j.tensor.kernel;

import org.jspecify.annotations.NullMarked;
