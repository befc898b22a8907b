/**
 * Training. A mini-batch is cut into micro-batches of a fixed number of rows, worker threads take
 * them, and gradients are added in micro-batch order, so that the result does not depend on the
 * number of threads.
 */
@NullMarked
package org.vae4j.train;

import org.jspecify.annotations.NullMarked;
