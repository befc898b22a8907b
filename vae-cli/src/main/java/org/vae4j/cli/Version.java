package org.vae4j.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote down. */
final class Version implements IVersionProvider {
  private static final String FILE = "version.properties";

  @Override
  public String[] getVersion() {
    return new String[] {"vae " + text(), "Java " + java() + ", " + os()};
  }

  static String text() {
    try (InputStream in = Version.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException("version: the resource " + FILE + " is missing");
      }
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version", "of unknown version");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String java() {
    return System.getProperty("java.version") + " (" + System.getProperty("java.vm.name") + ")";
  }

  static String os() {
    return System.getProperty("os.name") + " " + System.getProperty("os.arch");
  }
}
