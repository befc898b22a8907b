package org.vae4j.backend.nd4j;

import org.vae4j.tensor.Backend;
import org.vae4j.testkit.BackendConformance;

/** All operations on tensors of which every other one is outside the Java heap. */
final class Nd4jMixedConformanceTest extends BackendConformance {
  @Override
  protected Backend backend() {
    return OutsideTensors.engine(number -> number % 2 == 0);
  }
}
