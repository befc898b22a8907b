package org.vae4j.benchmarks;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What a benchmark got done; JMH prints it by the second. */
@AuxCounters(AuxCounters.Type.OPERATIONS)
@State(Scope.Thread)
public class Work {
  /** Floating-point operations in 1e9. */
  public double gigaflop;

  /** Elements of inputs and outputs, read or written once each, in 1e9 bytes. */
  public double gigabyte;
}
