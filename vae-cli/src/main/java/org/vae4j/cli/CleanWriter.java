package org.vae4j.cli;

import java.io.PrintWriter;
import org.vae4j.io.Printable;

/**
 * Takes all that may go to a terminal, and lets nothing of it steer that: a line that is printed
 * stays one line, and a document keeps its line feeds and tabs, but no other control character.
 */
final class CleanWriter extends PrintWriter {
  private final PrintWriter raw;

  CleanWriter(PrintWriter raw) {
    super(raw, true);
    this.raw = raw;
  }

  /** Returns what takes the program's own control characters. */
  PrintWriter raw() {
    return raw;
  }

  @Override
  public void println(String line) {
    super.println(Printable.line(String.valueOf(line)));
  }

  @Override
  public void write(String text, int from, int count) {
    String clean = Printable.lines(text.substring(from, from + count));
    super.write(clean, 0, clean.length());
  }

  @Override
  public void write(char[] text, int from, int count) {
    write(new String(text, from, count), 0, count);
  }

  @Override
  public void write(int character) {
    write(String.valueOf((char) character), 0, 1);
  }
}
