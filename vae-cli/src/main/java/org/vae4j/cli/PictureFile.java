package org.vae4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A picture that the user asked for.
 *
 * @param path where it goes
 */
record PictureFile(Path path) {

  /** Makes the picture. */
  @FunctionalInterface
  interface Drawing {
    void write(Path file) throws IOException;
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

  void write(Drawing drawing) {
    try {
      drawing.write(path);
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.IO, "can't write " + path + ": " + Failures.message(e), e);
    }
  }
}
