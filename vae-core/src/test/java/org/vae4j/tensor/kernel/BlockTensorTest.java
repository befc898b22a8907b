package org.vae4j.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.vae4j.tensor.Shape;

/** The move of a tensor's elements out of the heap. */
class BlockTensorTest {
  private static final int SIZE = 1000;

  private static final class Counting extends BlockTensor<float[]> {
    private final AtomicInteger made = new AtomicInteger();
    private final AtomicInteger released = new AtomicInteger();

    Counting() {
      super(Shape.of(1, SIZE), FloatKernels.INSTANCE, 64);
    }

    @Override
    protected Memory<float[]> create() {
      made.incrementAndGet();
      return new FarMemory<>(new float[SIZE], released::incrementAndGet);
    }
  }

  /** What four threads may do with a tensor at once: the odd ones read it where it is. */
  private static float[] read(Counting tensor, int thread) {
    float[] read = new float[SIZE];
    if (thread % 2 == 0) {
      tensor.outside().read(0, read, 0, SIZE);
    } else {
      tensor.read(0, read, 0, SIZE - 64);
      System.arraycopy(tensor.load(SIZE - 40, 40, 1), 0, read, SIZE - 40, 40);
      tensor.read(SIZE - 64, read, SIZE - 64, 24);
    }
    return read;
  }

  @Test
  void elementsComeAlongAndMemoryIsMadeOnceHoweverManyThreadsAskForIt() throws Exception {
    int threads = 4;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      for (int round = 0; round < 200; round++) {
        float[] values = new float[SIZE];
        for (int i = 0; i < SIZE; i++) {
          values[i] = round + i;
        }
        Counting tensor = new Counting();
        tensor.write(0, values, 0, SIZE);
        CyclicBarrier start = new CyclicBarrier(threads);
        List<Future<float[]>> seen = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
          int thread = t;
          seen.add(
              pool.submit(
                  () -> {
                    start.await();
                    return read(tensor, thread);
                  }));
        }
        for (Future<float[]> read : seen) {
          assertThat(read.get()).isEqualTo(values);
        }
        assertThat(tensor.made).hasValue(1);
      }
    } finally {
      pool.shutdown();
    }
  }

  @Test
  void closedTensorsAreRefused() {
    Counting tensor = new Counting();
    tensor.close();
    assertThatThrownBy(tensor::outside).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> tensor.read(0, new float[1], 0, 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("tensor: it has been closed; use it before");
  }

  @Test
  void memoryIsGivenBackIfThereIsAny() {
    Counting stayed = new Counting();
    stayed.close();
    assertThat(stayed.made).hasValue(0);
    assertThat(stayed.released).hasValue(0);

    Counting left = new Counting();
    left.outside();
    left.close();
    assertThat(left.released).hasValue(1);
  }

  @Test
  void aBlockIsAMultipleOfTheLanes() {
    assertThatThrownBy(
            () ->
                PlainBackend.inBlocks(12, i -> false)
                    .allocate(Shape.SCALAR, FloatKernels.INSTANCE.dtype()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("tensor: window is 12, expected a multiple of 8");
  }
}
