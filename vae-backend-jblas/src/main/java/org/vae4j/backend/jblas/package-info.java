/** The engine on jblas: matrix products in native code, on Java arrays. */
@NullMarked
package org.vae4j.backend.jblas;

import org.jspecify.annotations.NullMarked;
