package org.vae4j.parity;

import org.vae4j.tensor.Backend;
import org.vae4j.testkit.BackendConformance;

/** Exact numerics over nd4j is a backend like any other. */
final class ExactNd4jConformanceTest extends BackendConformance {
  @Override
  protected Backend backend() {
    return ExactBeside.engine("nd4j");
  }
}
