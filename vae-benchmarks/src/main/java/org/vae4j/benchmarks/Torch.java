package org.vae4j.benchmarks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * PyTorch, by a script that prints a line of JSON at its end.
 *
 * @param python the interpreter
 */
record Torch(String python, String script, String images) {

  /** Threads of OpenBLAS, and threads of PyTorch itself. */
  private static final List<int[]> THREADS =
      List.of(new int[] {1, 1}, new int[] {2, 1}, new int[] {1, 2});

  /** An epoch: a reading. */
  private static final int TRAINING_ROWS = 15_360;

  private static final int EPOCHS = 5;

  /** Returns it in all its settings. */
  List<Child> children(int batch, String task) {
    List<Child> children = new ArrayList<>();
    for (int[] threads : THREADS) {
      List<String> command =
          List.of(
              python,
              script,
              "--images",
              images,
              "--task",
              task,
              "--batch",
              Integer.toString(batch),
              "--threads",
              Integer.toString(threads[1]),
              "--rows",
              task.equals("train") ? Integer.toString(TRAINING_ROWS) : "60000",
              "--epochs",
              Integer.toString(EPOCHS));
      Map<String, @Nullable String> environment = new HashMap<>();
      environment.put("OPENBLAS_NUM_THREADS", Integer.toString(threads[0]));
      environment.put("OPENBLAS_CORETYPE", null); // its OpenBLAS knows the processor
      children.add(new Child(command, environment));
    }
    return children;
  }
}
