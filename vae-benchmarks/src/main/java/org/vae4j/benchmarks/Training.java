package org.vae4j.benchmarks;

import org.vae4j.tensor.exact.Numerics;

/**
 * A training of the reference model in a process of its own: four blocks of steps to warm up, then
 * ten that count.
 */
record Training(String engine, Numerics numerics, int batch, int hidden, int threads, int block) {
  private static final int WARMUP = 4;
  static final int BLOCKS = WARMUP + 10;

  Child child() {
    return Child.java(
        "whole-job",
        "--engine",
        engine,
        "--numerics",
        numerics.name(),
        "--threads",
        Integer.toString(threads),
        "--batch",
        Integer.toString(batch),
        "--hidden",
        Integer.toString(hidden),
        "--steps",
        Integer.toString(BLOCKS * block),
        "--warmup",
        Integer.toString(WARMUP * block),
        "--block",
        Integer.toString(block),
        "--profile",
        "0");
  }
}
