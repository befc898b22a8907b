package org.vae4j.benchmarks;

/** A matrix product: op(a) op(b), m×k times k×n. */
record Product(boolean transposeA, boolean transposeB, int m, int k, int n) {

  /** Returns its floating-point operations in 1e9. */
  double gigaflop() {
    return 2e-9 * m * k * n;
  }
}
