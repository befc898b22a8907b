package org.vae4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A file that the user asked for.
 *
 * @param path where it goes
 */
record OutputFile(Path path) {

  /** Makes the file. */
  @FunctionalInterface
  interface Content {
    void write(Path file) throws IOException;
  }

  /** Returns the file that was asked for, which must end as {@code name} does, or else that. */
  static OutputFile or(@Nullable Path asked, String name) {
    OutputFile file = new OutputFile(asked == null ? Path.of(name) : asked);
    file.check();
    file.checkEnding(name.substring(name.lastIndexOf('.') + 1));
    return file;
  }

  /** Refuses a place that was asked for, if any. */
  static void check(@Nullable Path asked) {
    if (asked != null) {
      new OutputFile(asked).check();
    }
  }

  /** Refuses a place where no file can be made, before any work is done. */
  void check() {
    Path folder = path.toAbsolutePath().getParent();
    if (Files.isDirectory(path)) {
      throw CommandException.usage("--out " + path + " is a folder, expected a file to write");
    }
    if (folder == null || !Files.isDirectory(folder)) {
      throw new CommandException(
          ExitCode.CANNOT_CREATE, "can't create " + path + ": there is no folder " + folder);
    }
    if (!Files.isWritable(folder)) {
      throw new CommandException(
          ExitCode.CANNOT_CREATE, "can't create " + path + ": no permission to write in " + folder);
    }
  }

  /** Refuses a name that doesn't say what is in the file. */
  void checkEnding(String... endings) {
    if (Stream.of(endings).noneMatch(this::endsIn)) {
      throw CommandException.usage(
          "--out is " + path + ", expected a name that ends in ." + String.join(" or .", endings));
    }
  }

  boolean endsIn(String ending) {
    return path.toString().toLowerCase(Locale.ROOT).endsWith("." + ending);
  }

  void write(Content content) {
    try {
      content.write(path);
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.IO, "can't write " + path + ": " + Failures.message(e), e);
    }
  }
}
