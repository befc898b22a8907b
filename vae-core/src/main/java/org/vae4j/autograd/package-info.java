/**
 * Reverse-mode differentiation: a {@link org.vae4j.autograd.Tape} records one pass over {@link
 * org.vae4j.autograd.Var}s and goes backwards over it. Written only in an engine's operations; no
 * engine knows of it.
 */
@NullMarked
package org.vae4j.autograd;

import org.jspecify.annotations.NullMarked;
