/**
 * Files: weights as safetensors, picture grids as PNG, and replacing a file in one step.
 *
 * <p>Readers check every size before they allocate, and report a bad file as {@link
 * org.vae4j.io.MalformedFileException}.
 */
@NullMarked
package org.vae4j.io;

import org.jspecify.annotations.NullMarked;
