/**
 * Tensors and the small SPI that a linear-algebra engine implements.
 *
 * <p>{@link org.vae4j.tensor.Backend} is what an engine owes: a dozen primitives, and fused
 * operations that it may override for speed. {@link org.vae4j.tensor.CheckedBackend} stands in
 * front of every engine and checks arguments once. {@link org.vae4j.tensor.Backends} finds engines
 * on the class path.
 */
@NullMarked
package org.vae4j.tensor;

import org.jspecify.annotations.NullMarked;
