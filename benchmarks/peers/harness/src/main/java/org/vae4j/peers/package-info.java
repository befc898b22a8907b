/** What the peers share: other frameworks that train the reference model, to measure against. */
@NullMarked
package org.vae4j.peers;

import org.jspecify.annotations.NullMarked;
