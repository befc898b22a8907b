/** Measurements: JMH benchmarks of operations, and programs that train for real. */
@NullMarked
package org.vae4j.benchmarks;

import org.jspecify.annotations.NullMarked;
