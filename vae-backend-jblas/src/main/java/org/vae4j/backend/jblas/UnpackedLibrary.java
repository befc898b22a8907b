package org.vae4j.backend.jblas;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A native library's file in a new directory that only its owner can enter. Close it once the
 * library is loaded: Linux keeps the content of a loaded library without its name, so nothing is
 * left however the process ends.
 */
record UnpackedLibrary(Path folder, Path path) implements AutoCloseable {

  static UnpackedLibrary of(ClassLoader source, String resource) throws IOException {
    try (InputStream in = source.getResourceAsStream(resource)) {
      if (in == null) {
        throw new FileNotFoundException(resource);
      }
      Path folder = Files.createTempDirectory("vae4j-jblas");
      String name = resource.substring(resource.lastIndexOf('/') + 1);
      UnpackedLibrary library = new UnpackedLibrary(folder, folder.resolve(name));
      try {
        Files.copy(in, library.path());
      } catch (IOException e) {
        library.close();
        throw e;
      }
      return library;
    }
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(path);
    Files.deleteIfExists(folder);
  }
}
