package org.vae4j.backend.nd4j;

import org.vae4j.tensor.Backend;
import org.vae4j.testkit.BackendConformance;

/** All operations on tensors outside the Java heap. */
final class Nd4jOutsideConformanceTest extends BackendConformance {
  @Override
  protected Backend backend() {
    return OutsideTensors.engine(number -> true);
  }
}
