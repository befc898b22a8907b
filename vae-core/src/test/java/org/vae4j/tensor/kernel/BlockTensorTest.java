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
      return new Memory<>() {
        private final FarMemory<float[]> memory = new FarMemory<>(new float[SIZE]);

        @Override
        public void read(int at, float[] target, int to, int count) {
          memory.read(at, target, to, count);
        }

        @Override
        public void write(int at, float[] source, int from, int count) {
          memory.write(at, source, from, count);
        }

        @Override
        public void release() {
          released.incrementAndGet();
        }
      };
    }
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
          seen.add(
              pool.submit(
                  () -> {
                    float[] read = new float[SIZE];
                    start.await();
                    tensor.outside().read(0, read, 0, SIZE);
                    return read;
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
