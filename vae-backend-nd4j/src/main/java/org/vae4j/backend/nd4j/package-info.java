/**
 * The engine on ND4J: matrix products in native code, on tensors that leave the Java heap for them.
 */
@NullMarked
package org.vae4j.backend.nd4j;

import org.jspecify.annotations.NullMarked;
