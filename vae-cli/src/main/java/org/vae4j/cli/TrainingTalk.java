package org.vae4j.cli;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.vae4j.train.TrainingListener;

/**
 * What a training says to people while it runs: a line an epoch, below them on a terminal one that
 * lives, or nothing.
 */
final class TrainingTalk implements AutoCloseable {
  private final PrintWriter lines;
  private final Consumer<String> warn;
  private final @Nullable LiveLine live;

  private TrainingTalk(PrintWriter lines, @Nullable LiveLine live) {
    this(lines, live, text -> say(lines, "warning " + text));
  }

  private TrainingTalk(PrintWriter lines, @Nullable LiveLine live, Consumer<String> warn) {
    this.lines = lines;
    this.live = live;
    this.warn = warn;
  }

  private static void say(PrintWriter to, String line) {
    to.println(line);
    to.flush();
  }

  /**
   * Begins to talk.
   *
   * @param toErr standard output is for something else
   */
  static TrainingTalk begin(
      Console console, Terminal terminal, Data data, boolean quiet, boolean toErr) {
    if (quiet) {
      return new TrainingTalk(
          new PrintWriter(Writer.nullWriter()),
          null,
          text -> say(console.err(), "vae: warning: " + text));
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

  /** Says what people should know even if they want no other lines. */
  void warn(String text) {
    warn.accept(text);
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
