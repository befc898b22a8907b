package org.vae4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class StopwatchTest {

  @Test
  void addsUpPhasesOfAllThreads() throws InterruptedException {
    Stopwatch watch = new Stopwatch();
    watch.add(Phase.GEMM, 5);
    Thread other = new Thread(() -> watch.add(Phase.GEMM, 7));
    other.start();
    other.join();
    watch.add(Phase.OPTIMISER, 1);

    assertThat(watch.nanos(Phase.GEMM)).isEqualTo(12);
    assertThat(watch.nanos(Phase.OPTIMISER)).isEqualTo(1);
    assertThat(watch.nanos(Phase.ELEMENTWISE)).isZero();
  }

  @Test
  void countsAWriteAsDataOnlyAfterARowWasAskedFor() {
    Stopwatch watch = new Stopwatch();
    watch.partOfData();
    assertThat(watch.nanos(Phase.DATA)).isZero();
    watch.beginData();
    watch.partOfData();
    assertThat(watch.nanos(Phase.DATA)).isPositive();
  }
}
