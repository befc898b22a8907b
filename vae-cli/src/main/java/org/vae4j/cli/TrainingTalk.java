package org.vae4j.cli;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vae4j.train.TrainingListener;

/**
 * What a training says to people while it runs: a line an epoch, below them on a terminal one that
 * lives, or nothing.
 */
final class TrainingTalk implements AutoCloseable {
  private final PrintWriter lines;
  private final @Nullable LiveLine live;

  private TrainingTalk(PrintWriter lines, @Nullable LiveLine live) {
    this.lines = lines;
    this.live = live;
  }

  /**
   * Begins to talk.
   *
   * @param toErr standard output is for something else
   */
  static TrainingTalk begin(
      Console console, Terminal terminal, Data data, boolean quiet, boolean toErr) {
    if (quiet) {
      return new TrainingTalk(new PrintWriter(Writer.nullWriter()), null);
    }
    CleanWriter out = toErr ? console.err() : console.out();
    if (!terminal.live() || toErr) {
      return new TrainingTalk(out, null);
    }
    LiveLine live = new LiveLine(out, terminal, data.rowName(), data.train().size());
    return new TrainingTalk(live.above(), live);
  }

  /** Returns what takes lines. */
  PrintWriter lines() {
    return lines;
  }

  /** Returns who wants to hear of the training. */
  List<TrainingListener> listeners() {
    return live == null ? List.of() : List.of(live);
  }

  @Override
  public void close() {
    if (live != null) {
      live.close();
    }
    lines.flush();
  }
}
