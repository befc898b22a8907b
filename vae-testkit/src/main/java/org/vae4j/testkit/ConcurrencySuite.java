package org.vae4j.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vae4j.tensor.Backend;
import org.vae4j.tensor.DType;
import org.vae4j.tensor.Shape;
import org.vae4j.testkit.Call.Operand;

/** The same call gives the same bits: again, and with other threads at work at the same time. */
abstract class ConcurrencySuite extends ConformanceSuite {
  private static final int THREADS = 4;
  private static final int ROUNDS = 4;

  ConcurrencySuite(Supplier<Backend> hook) {
    super(hook);
  }

  @ParameterizedTest
  @EnumSource
  void theSameCallTwiceGivesTheSameBits(DType dtype) {
    List<Call> calls = calls();
    List<List<double[]>> expected = evaluateAll(calls, dtype, 0);
    for (int i = 0; i < calls.size(); i++) {
      same("the second time", calls.get(i), dtype, 0, expected.get(i));
    }
  }

  @ParameterizedTest
  @EnumSource
  void fourThreadsAtOnceGiveTheBitsOfOne(DType dtype) throws InterruptedException {
    List<Call> calls = calls();
    CyclicBarrier start = new CyclicBarrier(THREADS);
    List<Callable<Boolean>> tasks = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      // each thread has numbers of its own, or sharing scratch space would do no harm
      int variant = thread;
      List<List<double[]>> expected = evaluateAll(calls, dtype, variant);
      tasks.add(
          () -> {
            start.await();
            for (int i = 0; i < calls.size() * ROUNDS; i++) {
              int call = i / ROUNDS;
              same("with three more threads", calls.get(call), dtype, variant, expected.get(call));
            }
            return true;
          });
    }
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      for (Future<Boolean> done : threads.invokeAll(tasks)) {
        done.get();
      }
    } catch (ExecutionException e) {
      throw new AssertionError(e.getMessage(), e);
    } finally {
      threads.shutdown();
    }
  }

  private static List<Call> calls() {
    return Calls.all(64, 65);
  }

  private List<List<double[]>> evaluateAll(List<Call> calls, DType dtype, int variant) {
    return calls.stream()
        .map(call -> evaluate(backend(), call, dtype, contents(call, dtype, variant, Double.NaN)))
        .toList();
  }

  private void same(String when, Call call, DType dtype, int variant, List<double[]> expected) {
    List<double[]> contents = contents(call, dtype, variant, Double.NaN);
    List<double[]> actual = evaluate(backend(), call, dtype, contents);
    for (int i = 0; i < expected.size(); i++) {
      List<Operand> operands = call.operands();
      Shape shape =
          i < operands.size() ? operands.get(i).shape() : Shape.of(expected.get(i).length);
      Compare.sameBits(
          call + " " + dtype + " " + when + ", operand " + (i + 1),
          shape,
          expected.get(i),
          actual.get(i));
    }
  }
}
