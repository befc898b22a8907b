package org.vae4j.parity;

import org.vae4j.tensor.Backend;
import org.vae4j.testkit.BackendConformance;

/** Exact numerics over jblas is a backend like any other. */
final class ExactJblasConformanceTest extends BackendConformance {
  @Override
  protected Backend backend() {
    return ExactBeside.engine("jblas");
  }
}
