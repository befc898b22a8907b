package org.vae4j.testkit;

import org.vae4j.tensor.Backend;

final class ReferenceConformanceTest extends BackendConformance {
  @Override
  protected Backend backend() {
    return new ReferenceBackend();
  }
}
