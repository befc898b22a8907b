package org.vae4j.backend.nd4j;

import org.vae4j.tensor.Backend;
import org.vae4j.testkit.BackendConformance;

final class Nd4jConformanceTest extends BackendConformance {
  @Override
  protected Backend backend() {
    return new Nd4jProvider().create();
  }
}
