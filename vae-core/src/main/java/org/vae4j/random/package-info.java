/**
 * The only source of randomness: a counter-based generator with named streams.
 *
 * <p>{@link org.vae4j.random.RandomStream} gives the value at any position of a stream, the same on
 * every machine and for every engine, so that training can be resumed at any point.
 */
@NullMarked
package org.vae4j.random;

import org.jspecify.annotations.NullMarked;
