package org.vae4j.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/**
 * The two standard streams, in UTF-8 whatever the locale says.
 *
 * @param out results
 * @param err errors, and what people read while the result goes to a program
 */
record Console(PrintWriter out, PrintWriter err) {

  /** The streams of this process. */
  static Console system() {
    return new Console(utf8(FileDescriptor.out), utf8(FileDescriptor.err));
  }

  private static PrintWriter utf8(FileDescriptor descriptor) {
    return new PrintWriter(
        new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8), true);
  }
}
