/** Hostile files for the readers of org.vae4j.vae. */
@NullMarked
package org.vae4j.vae;

import org.jspecify.annotations.NullMarked;
