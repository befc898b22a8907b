package org.vae4j.backend.ejml;

import org.vae4j.tensor.Backend;
import org.vae4j.testkit.BackendConformance;

final class EjmlConformanceTest extends BackendConformance {
  @Override
  protected Backend backend() {
    return new EjmlProvider().create();
  }
}
