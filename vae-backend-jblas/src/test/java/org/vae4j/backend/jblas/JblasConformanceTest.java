package org.vae4j.backend.jblas;

import org.vae4j.tensor.Backend;
import org.vae4j.testkit.BackendConformance;

final class JblasConformanceTest extends BackendConformance {
  @Override
  protected Backend backend() {
    return new JblasProvider().create();
  }
}
