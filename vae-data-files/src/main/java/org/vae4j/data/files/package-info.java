/** Data of any kind that stands in files, told apart by content. */
@NullMarked
package org.vae4j.data.files;

import org.jspecify.annotations.NullMarked;
