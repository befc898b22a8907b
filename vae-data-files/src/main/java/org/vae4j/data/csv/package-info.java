/** Tables of numbers in CSV files. */
@NullMarked
package org.vae4j.data.csv;

import org.jspecify.annotations.NullMarked;
