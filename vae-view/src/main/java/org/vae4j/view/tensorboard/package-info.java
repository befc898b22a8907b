/** Event files that TensorBoard reads. */
@NullMarked
package org.vae4j.view.tensorboard;

import org.jspecify.annotations.NullMarked;
