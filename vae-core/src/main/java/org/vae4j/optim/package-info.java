/**
 * Optimisers: how a gradient changes a weight. Their arithmetic is here, in an engine's primitives.
 */
@NullMarked
package org.vae4j.optim;

import org.jspecify.annotations.NullMarked;
