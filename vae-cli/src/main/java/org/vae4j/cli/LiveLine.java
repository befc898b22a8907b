package org.vae4j.cli;

import java.io.PrintWriter;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressState;
import org.vae4j.io.Printable;
import org.vae4j.train.LossParts;
import org.vae4j.train.Progress;
import org.vae4j.train.TrainingListener;
import org.vae4j.train.TrainingState;

/** The last line of a terminal while a training runs: how far it is, its loss, speed, time left. */
final class LiveLine implements TrainingListener, AutoCloseable {
  private static final String CLEAR = "\r\u001b[K";
  private static final String FULL = "\u2501";
  private static final int MILLISECONDS = 100;
  private static final int SHORTEST_BAR = 8;
  private static final int LONGEST_BAR = 30;

  private final PrintWriter out;
  private final Terminal terminal;
  private final String rows;
  private final long size;
  private final ProgressBar bar;
  private long beginning = -1;
  private volatile String epoch = "";
  private volatile String loss = "";

  /**
   * A line that is drawn from now on, ten times a second.
   *
   * @param rows what rows of data are called
   * @param size how many an epoch has
   */
  LiveLine(CleanWriter out, Terminal terminal, String rows, long size) {
    this.out = out.raw();
    this.terminal = terminal;
    this.rows = rows;
    this.size = size;
    this.bar =
        ProgressBar.builder()
            .setInitialMax(-1)
            .setUpdateIntervalMillis(MILLISECONDS)
            .continuousUpdate()
            .clearDisplayOnFinish()
            .setRenderer(this::render)
            .setConsumer(new Line())
            .build();
  }

  /** Returns a writer whose lines go above this one. */
  PrintWriter above() {
    return new PrintWriter(out, true) {
      @Override
      public void println(String text) {
        synchronized (LiveLine.this.out) {
          super.print(CLEAR);
          super.println(Printable.line(text));
        }
      }
    };
  }

  @Override
  public void onPause(TrainingState state) {
    Progress at = state.progress();
    long done = (at.epoch() - 1L) * size + at.seen();
    if (beginning < 0) {
      beginning = done;
      long steps = state.settings().maxSteps();
      long most =
          steps > Long.MAX_VALUE / 2 / state.settings().batchSize()
              ? Long.MAX_VALUE
              : steps * state.settings().batchSize();
      bar.maxHint(Math.min(state.settings().epochs() * size, most));
    }
    LossParts sum = at.sum();
    if (at.seen() > 0) {
      epoch = String.format(Locale.ROOT, "epoch %d/%d", at.epoch(), state.settings().epochs());
      loss = String.format(Locale.ROOT, "loss %.2f", sum.total() / at.seen());
    }
    bar.stepTo(done);
  }

  private String render(ProgressState state, int width) {
    return beginning < 0
        ? "starting ..."
        : line(
            epoch,
            loss,
            rows,
            state.getCurrent(),
            state.getMax(),
            beginning,
            state.getElapsedAfterStart().toMillis() / 1000.0,
            terminal);
  }

  /** Returns the line as it is when {@code done} of {@code all} rows are behind. */
  static String line(
      String epoch,
      String loss,
      String rows,
      long done,
      long all,
      long beginning,
      double seconds,
      Terminal terminal) {
    double share = Math.min(1, done / (double) Math.max(1, all));
    double rate = (done - beginning) / Math.max(seconds, 1e-3);
    String left = rate > 0 ? time((all - done) / rate) + " left" : "";
    String numbers =
        String.format(
            Locale.ROOT, " %3.0f%%  %s  %,.0f %s/s  %s", share * 100, loss, rate, rows, left);
    int room = terminal.width() - 2 - epoch.length() - numbers.length();
    int length = Math.min(LONGEST_BAR, room);
    if (length < SHORTEST_BAR) {
      String text = epoch + numbers;
      return text.substring(0, Math.min(text.length(), terminal.width() - 1));
    }
    int full = (int) Math.round(share * length);
    String bar =
        terminal.colour()
            ? "\u001b[36m"
                + FULL.repeat(full)
                + "\u001b[2;37m"
                + FULL.repeat(length - full)
                + "\u001b[0m"
            : FULL.repeat(full) + "\u2500".repeat(length - full);
    return epoch + " " + bar + numbers;
  }

  private static String time(double seconds) {
    long s = Math.round(seconds);
    return s < 3600
        ? String.format(Locale.ROOT, "%d:%02d", s / 60, s % 60)
        : String.format(Locale.ROOT, "%d:%02d:%02d", s / 3600, s / 60 % 60, s % 60);
  }

  /** Wipes the line. */
  @Override
  public void close() {
    bar.close();
  }

  /** Where the bar draws. */
  private final class Line implements ProgressBarConsumer {
    @Override
    public int getMaxRenderedLength() {
      return terminal.width() - 1;
    }

    @Override
    public void accept(String text) {
      synchronized (out) {
        out.print(CLEAR + text);
        out.flush();
      }
    }

    @Override
    public void clear() {
      accept("");
    }

    @Override
    public void close() {
      clear();
    }
  }
}
