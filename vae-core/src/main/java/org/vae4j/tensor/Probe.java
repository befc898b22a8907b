package org.vae4j.tensor;

/**
 * Whether an engine runs on this machine.
 *
 * @param available whether it does
 * @param detail the engine's version and library, or why it can't run and what to do
 */
public record Probe(boolean available, String detail) {

  /** An engine that runs here. */
  public static Probe runs(String detail) {
    return new Probe(true, detail);
  }

  /** An engine that can't run here, and why. */
  public static Probe fails(String reason) {
    return new Probe(false, reason);
  }
}
