/** Rows of data in a file on disk, read through memory maps: as many as the disk holds. */
@NullMarked
package org.vae4j.data.cache;

import org.jspecify.annotations.NullMarked;
