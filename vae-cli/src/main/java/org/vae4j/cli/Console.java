package org.vae4j.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/**
 * The two standard streams, in UTF-8 whatever the locale says. Nothing that comes from a file or a
 * name steers a terminal through them.
 */
final class Console {
  private final CleanWriter out;
  private final CleanWriter err;

  /** Streams that lead to others. */
  Console(PrintWriter out, PrintWriter err) {
    this.out = new CleanWriter(out);
    this.err = new CleanWriter(err);
  }

  /** The streams of this process. */
  static Console system() {
    return new Console(utf8(FileDescriptor.out), utf8(FileDescriptor.err));
  }

  /** Returns what takes results. */
  CleanWriter out() {
    return out;
  }

  /** Returns what takes errors, and what people read while the result goes to a program. */
  CleanWriter err() {
    return err;
  }

  private static PrintWriter utf8(FileDescriptor descriptor) {
    return new PrintWriter(
        new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8), true);
  }
}
