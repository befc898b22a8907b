/**
 * Exact numerics: training in binary32 that gives the same bits on every engine, thread count, Java
 * version and machine.
 *
 * <p>{@link org.vae4j.tensor.exact.ExactBackend} stands between the checks and an engine: the
 * engine multiplies matrices, cut into slices so that it can't round; everything else is the core's
 * own arithmetic. {@link org.vae4j.tensor.exact.Numerics} is the choice as a setting.
 */
@NullMarked
package org.vae4j.tensor.exact;

import org.jspecify.annotations.NullMarked;
