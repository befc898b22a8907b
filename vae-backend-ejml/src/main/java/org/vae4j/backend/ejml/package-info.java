/** The engine on EJML: pure Java, nothing to load, runs wherever a JVM runs. */
@NullMarked
package org.vae4j.backend.ejml;

import org.jspecify.annotations.NullMarked;
