/** Folders of PNG, JPEG, GIF and BMP images. */
@NullMarked
package org.vae4j.data.image;

import org.jspecify.annotations.NullMarked;
