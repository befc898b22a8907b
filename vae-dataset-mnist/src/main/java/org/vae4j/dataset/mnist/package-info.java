/** MNIST, embedded: adding this jar is choosing the data set. */
@NullMarked
package org.vae4j.dataset.mnist;

import org.jspecify.annotations.NullMarked;
