package org.vae4j.benchmarks;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import org.vae4j.tensor.exact.Numerics;

/**
 * What a {@link WholeJob} gave.
 *
 * @param peak the most memory resident before the profile, in MB; -1 if not known
 * @param profile null if none was asked for
 */
record JobReport(JobSettings settings, Readings readings, long peak, @Nullable Profile profile) {

  /** Returns the median of all blocks. */
  double imagesPerSecond() {
    return Statistics.median(readings.rates()) * settings.batch;
  }

  private double heapBytesPerStep() {
    return (double) readings.used().heapBytes() / readings.steps();
  }

  private double tensorsPerStep() {
    return (double) readings.tensors() / readings.steps();
  }

  /** Returns a few lines for people. */
  String text() {
    double[] rates = readings.rates();
    StringBuilder text = new StringBuilder();
    line(
        text,
        "%s %s, 784-%d-%d, batch %d in micro-batches of %d, %d threads",
        settings.engine,
        settings.dtype,
        settings.hidden,
        settings.latent,
        settings.batch,
        settings.microBatch(),
        settings.threads);
    line(
        text,
        "  images/s      %,.0f, median of %d blocks of %d steps after %d steps: %s",
        imagesPerSecond(),
        rates.length,
        settings.block,
        settings.warmup,
        DoubleStream.of(rates)
            .mapToObj(rate -> String.format(Locale.ROOT, "%,.0f", rate * settings.batch))
            .collect(Collectors.joining(" ")));
    line(text, "  heap garbage  %,.1f kB a step", heapBytesPerStep() / 1000);
    line(text, "  tensors made  %.2f a step", tensorsPerStep());
    line(text, "  memory        %,d MB resident at the peak", peak);
    if (profile != null) {
      double total = profile.total();
      line(text, "  a step        %.2f ms of all threads together, of it:", total);
      profile
          .phases()
          .forEach((phase, ms) -> part(text, phase.name().toLowerCase(Locale.ROOT), ms, total));
      part(text, "waiting", profile.waiting(), total);
      line(text, "  products      %.1f GFLOP/s a thread", profile.gigaflops());
    }
    return text.toString();
  }

  /** Returns one line for programs. */
  String json() {
    return String.format(
        Locale.ROOT,
        "{\"name\": \"%s\", \"task\": \"%s\", \"threads\": %d, \"dtype\": \"%s\", \"batch\": %d, \"micro_batch\": %d,"
            + " \"hidden\": %d, \"images_per_second\": %.0f, \"heap_bytes_per_step\": %.0f,"
            + " \"tensors_per_step\": %.2f, \"peak_megabytes\": %d}",
        settings.engine,
        settings.numerics == Numerics.EXACT ? "exact" : "train",
        settings.threads,
        settings.dtype.name().toLowerCase(Locale.ROOT),
        settings.batch,
        settings.microBatch(),
        settings.hidden,
        imagesPerSecond(),
        heapBytesPerStep(),
        tensorsPerStep(),
        peak);
  }

  private static void part(StringBuilder text, String name, double ms, double total) {
    line(text, "    %-12s%6.2f ms %5.1f%%", name, ms, 100 * ms / total);
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
