package org.vae4j.benchmarks;

import org.vae4j.data.Dataset;

/** Tells a stopwatch when a row is asked for. */
record TimedDataset(Dataset data, Stopwatch watch) implements Dataset {

  @Override
  public int size() {
    return data.size();
  }

  @Override
  public int features() {
    return data.features();
  }

  @Override
  public void copy(int row, double[] target, int at) {
    watch.beginData();
    data.copy(row, target, at);
  }

  @Override
  public void copy(int row, float[] target, int at) {
    watch.beginData();
    data.copy(row, target, at);
  }
}
