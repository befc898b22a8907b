package org.vae4j.examples;

import org.vae4j.tensor.Backend;
import org.vae4j.testkit.BackendConformance;

/** The engine of one page passes the kit. */
final class NewEngineConformanceTest extends BackendConformance {
  @Override
  protected Backend backend() {
    return new NewEngine().create();
  }
}
