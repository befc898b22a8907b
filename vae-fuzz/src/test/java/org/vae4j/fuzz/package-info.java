/** What the fuzz tests share. */
@NullMarked
package org.vae4j.fuzz;

import org.jspecify.annotations.NullMarked;
