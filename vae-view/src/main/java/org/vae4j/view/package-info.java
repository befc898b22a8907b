/** What the views share: how a row of data looks, pictures, and the plane to show latents in. */
@NullMarked
package org.vae4j.view;

import org.jspecify.annotations.NullMarked;
