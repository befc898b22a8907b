/**
 * How implementations are found by name: layers, losses and optimisers, the framework's own and
 * those of other jars.
 */
@NullMarked
package org.vae4j.spi;

import org.jspecify.annotations.NullMarked;
