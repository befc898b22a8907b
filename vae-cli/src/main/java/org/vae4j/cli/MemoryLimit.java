package org.vae4j.cli;

import java.util.Locale;

/**
 * The memory a run may take.
 *
 * @param bytes the limit, the heap's: engines outside of it keep to the same figure
 */
record MemoryLimit(long bytes) {

  /** Refuses what needs more. */
  void check(String what, double needed) {
    if (needed > bytes) {
      throw CommandException.usage(
          what
              + " needs about "
              + gigabytes(needed)
              + " of memory, the limit here is "
              + gigabytes((double) bytes)
              + "; choose smaller sizes, or raise the limit with VAE_OPTS=-Xmx"
              + (long) Math.ceil(needed * 1.2 / (1 << 30))
              + "g if the machine has it");
    }
  }

  private static String gigabytes(double bytes) {
    return String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
  }
}
