/**
 * Small programs to copy from. Each takes a folder for what it writes and a number of training
 * steps, and has defaults.
 */
@NullMarked
package org.vae4j.examples;

import org.jspecify.annotations.NullMarked;
