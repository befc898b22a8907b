package org.vae4j.benchmarks;

import java.util.ArrayList;
import java.util.List;
import org.vae4j.tensor.CheckedBackend;
import org.vae4j.train.StepMetrics;
import org.vae4j.train.TrainingListener;

/** Notes the time and what was used at the end of the warm-up and of each block of steps. */
final class Readings implements TrainingListener {
  private final int warmup;
  private final int block;
  private final CheckedBackend backend;
  private final List<Usage> usages = new ArrayList<>();
  private long tensorsBefore;
  private long tensorsAfter;
  private long last;

  Readings(int warmup, int block, CheckedBackend backend) {
    this.warmup = warmup;
    this.block = block;
    this.backend = backend;
    if (warmup == 0) {
      read(0);
    }
  }

  @Override
  public void onStep(StepMetrics metrics) {
    long after = metrics.step() - warmup;
    if (after >= 0 && after % block == 0) {
      read(after);
    }
  }

  private void read(long step) {
    if (usages.isEmpty()) {
      tensorsBefore = backend.allocated();
    }
    usages.add(Usage.now());
    tensorsAfter = backend.allocated();
    last = step;
  }

  /** Returns steps a second, block by block. */
  double[] rates() {
    double[] rates = new double[usages.size() - 1];
    for (int i = 0; i < rates.length; i++) {
      rates[i] = block * 1e9 / usages.get(i + 1).since(usages.get(i)).wallNanos();
    }
    return rates;
  }

  /** Returns what all the blocks used. */
  Usage used() {
    return usages.get(usages.size() - 1).since(usages.get(0));
  }

  /** Returns the steps in all blocks. */
  long steps() {
    return last;
  }

  /** Returns the tensors that were made during all blocks. */
  long tensors() {
    return tensorsAfter - tensorsBefore;
  }
}
