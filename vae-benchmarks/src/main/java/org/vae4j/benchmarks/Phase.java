package org.vae4j.benchmarks;

/** What a step spends its time on. */
enum Phase {
  /** Rows copied and scaled, noise drawn, both written to tensors. */
  DATA,
  /** Matrix products, forwards and backwards. */
  GEMM,
  /** All other operations but the optimiser's. */
  ELEMENTWISE,
  /** The optimiser's step. */
  OPTIMISER
}
