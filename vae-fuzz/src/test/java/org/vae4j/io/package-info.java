/** Hostile files for the readers of org.vae4j.io. */
@NullMarked
package org.vae4j.io;

import org.jspecify.annotations.NullMarked;
