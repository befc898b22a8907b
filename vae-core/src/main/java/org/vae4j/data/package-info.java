/**
 * Data sets: rows of features, images kept as bytes, the IDX format, and look-up by name.
 *
 * <p>A jar adds a data set by providing a {@link org.vae4j.data.DatasetProvider}.
 */
@NullMarked
package org.vae4j.data;

import org.jspecify.annotations.NullMarked;
