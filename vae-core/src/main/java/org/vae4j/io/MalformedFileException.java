package org.vae4j.io;

import java.io.IOException;

/** A file's content is not what its format, or the caller, requires. The message is one line. */
public final class MalformedFileException extends IOException {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST_PART = 1000;

  /**
   * An exception with the message {@code file: found …, expected …}.
   *
   * @param file the file, or what stands for it
   * @param found what is wrong; may quote the file's content
   * @param expected what would be right, or what to do
   */
  public MalformedFileException(Object file, String found, String expected) {
    super(
        Printable.line(String.valueOf(file))
            + ": found "
            + line(found)
            + ", expected "
            + line(expected));
  }

  /** The same, with the failure that showed it. */
  public MalformedFileException(Object file, String found, String expected, Throwable cause) {
    this(file, found, expected);
    initCause(cause);
  }

  /** Keeps hostile names from filling or breaking up a terminal. */
  private static String line(String text) {
    String cut = text.length() <= LONGEST_PART ? text : text.substring(0, LONGEST_PART) + "…";
    return Printable.line(cut);
  }
}
