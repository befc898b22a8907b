package org.vae4j.backend.jblas;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jblas.NativeBlas;
import org.jblas.util.Logger;
import org.vae4j.tensor.BackendInfo;
import org.vae4j.tensor.Probe;

/** Loads jblas's native library, and before it what that library needs. */
final class JblasNatives {
  /** What jblas's Linux library needs and few systems have, in the order in which to load it. */
  private static final List<String> FORTRAN = List.of("libquadmath.so.0", "libgfortran.so.5");

  private JblasNatives() {}

  /** Loads everything and multiplies two numbers; never throws. */
  static Probe load() {
    String platform = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    String missing = "";
    try {
      if (platform.equals("Linux amd64")) {
        missing = loadFortran();
      }
      Logger.getLogger().setLevel(Logger.WARNING);
      double[] out = {Double.NaN};
      NativeBlas.dgemm(
          'N', 'N', 1, 1, 1, 1, new double[] {6}, 0, 1, new double[] {7}, 0, 1, 0, out, 0, 1);
      if (out[0] != 42) {
        return Probe.fails(
            "jblas " + version() + " computes 6 times 7 as " + out[0] + " on " + platform);
      }
      return Probe.runs("jblas " + version() + " on " + platform);
    } catch (LinkageError | RuntimeException e) {
      return Probe.fails(
          "jblas "
              + version()
              + " has no native library that loads on "
              + platform
              + " ("
              + e
              + ")"
              + missing
              + "; it runs on Linux amd64 and aarch64, Windows and Intel Macs; use the nd4j or ejml engine elsewhere");
    }
  }

  /** Loads the Fortran runtime that the openblas jar carries; says what is missing, or nothing. */
  private static String loadFortran() {
    try {
      Path folder = Files.createTempDirectory("vae4j-jblas");
      try {
        for (String name : FORTRAN) {
          loadResource("org/bytedeco/openblas/linux-x86_64/" + name, folder.resolve(name));
        }
      } finally {
        Files.deleteIfExists(folder);
      }
      return "";
    } catch (IOException | LinkageError e) {
      // the system may have a copy of its own
      return "; " + e.getMessage();
    }
  }

  private static void loadResource(String resource, Path copy) throws IOException {
    try (InputStream in = JblasNatives.class.getClassLoader().getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException(
            "libgfortran.so.5 can be had by the dependency org.bytedeco:openblas with classifier linux-x86_64");
      }
      Files.copy(in, copy);
      System.load(copy.toString());
    } finally {
      Files.deleteIfExists(copy); // Linux keeps a loaded library's file without its name
    }
  }

  static String version() {
    return BackendInfo.mavenVersion(NativeBlas.class, "org.jblas", "jblas");
  }
}
