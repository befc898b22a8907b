/** What a reconstruction is worth: losses between a decoder's output and the data. */
@NullMarked
package org.vae4j.loss;

import org.jspecify.annotations.NullMarked;
