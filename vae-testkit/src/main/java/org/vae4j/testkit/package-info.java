/**
 * What an engine has to pass: {@link org.vae4j.testkit.BackendConformance}, an abstract JUnit test
 * with one hook.
 *
 * <p>{@link org.vae4j.testkit.ReferenceBackend} is a whole engine in one page, and the kit's own
 * subject; {@link org.vae4j.testkit.Tolerance} holds every bound; {@link
 * org.vae4j.testkit.GradientCheck} compares a tape's gradients with finite differences.
 */
@NullMarked
package org.vae4j.testkit;

import org.jspecify.annotations.NullMarked;
