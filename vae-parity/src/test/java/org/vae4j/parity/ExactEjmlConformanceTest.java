package org.vae4j.parity;

import org.vae4j.tensor.Backend;
import org.vae4j.testkit.BackendConformance;

/** Exact numerics over ejml is a backend like any other. */
final class ExactEjmlConformanceTest extends BackendConformance {
  @Override
  protected Backend backend() {
    return ExactBeside.engine("ejml");
  }
}
