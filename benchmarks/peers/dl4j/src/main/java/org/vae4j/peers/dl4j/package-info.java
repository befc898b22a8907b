/** The reference model in DL4J. */
@NullMarked
package org.vae4j.peers.dl4j;

import org.jspecify.annotations.NullMarked;
