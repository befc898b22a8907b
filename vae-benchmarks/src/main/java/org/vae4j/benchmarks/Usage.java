package org.vae4j.benchmarks;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What all Java threads together have used so far.
 *
 * @param wallNanos the clock
 * @param cpuNanos time on a processor
 * @param heapBytes allocated on the Java heap
 */
record Usage(long wallNanos, long cpuNanos, long heapBytes) {
  private static final Path STATUS = Path.of("/proc/self/status");

  static Usage now() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long[] ids = threads.getAllThreadIds();
    long cpu = positive(threads.getThreadCpuTime(ids));
    long heap = positive(threads.getThreadAllocatedBytes(ids));
    return new Usage(System.nanoTime(), cpu, heap);
  }

  Usage since(Usage earlier) {
    return new Usage(
        wallNanos - earlier.wallNanos, cpuNanos - earlier.cpuNanos, heapBytes - earlier.heapBytes);
  }

  /** A thread that has ended counts as -1. */
  private static long positive(long[] values) {
    return Arrays.stream(values).filter(v -> v > 0).sum();
  }

  /**
   * Returns the most memory that was resident in this process so far, in MB, or -1 where Linux's
   * /proc is missing.
   */
  static long peakResidentMegabytes() {
    try {
      return Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
          .findFirst()
          .orElse(-1);
    } catch (IOException e) {
      return -1;
    }
  }
}
