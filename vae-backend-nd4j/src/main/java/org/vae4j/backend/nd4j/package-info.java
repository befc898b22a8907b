/** The engine on ND4J: tensors outside the Java heap, matrix products in native code. */
@NullMarked
package org.vae4j.backend.nd4j;

import org.jspecify.annotations.NullMarked;
