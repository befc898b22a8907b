/** Hostile files for the readers of org.vae4j.train. */
@NullMarked
package org.vae4j.train;

import org.jspecify.annotations.NullMarked;
