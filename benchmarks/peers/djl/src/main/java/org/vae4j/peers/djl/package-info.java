/** The reference model in DJL. */
@NullMarked
package org.vae4j.peers.djl;

import org.jspecify.annotations.NullMarked;
