/** Hostile files for the readers of org.vae4j.data. */
@NullMarked
package org.vae4j.data.cache;

import org.jspecify.annotations.NullMarked;
