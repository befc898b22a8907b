/** Hostile files for the readers of org.vae4j.cli. */
@NullMarked
package org.vae4j.cli;

import org.jspecify.annotations.NullMarked;
