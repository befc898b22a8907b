/** The page on which a person moves through the latent space of a model, and what serves it. */
@NullMarked
package org.vae4j.view.explore;

import org.jspecify.annotations.NullMarked;
