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

  /** A level above all messages of jblas: they end up in our answer instead of the error stream. */
  static final int SILENT = Logger.ERROR + 1;

  private static final String REMEDY =
      "it runs on Linux amd64 and aarch64, on Windows and on Intel Macs; use nd4j or ejml elsewhere";

  private JblasNatives() {}

  /** Loads everything and multiplies two numbers; never throws. */
  static Probe load() {
    String platform = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    String fortran = platform.equals("Linux amd64") ? loadFortran() : "";
    try {
      Logger.getLogger().setLevel(SILENT);
      double product = multiply(6, 7);
      return product == 42
          ? Probe.runs("jblas " + version() + " on " + platform)
          : Probe.fails("jblas " + version() + " computes 6 times 7 as " + product + " here");
    } catch (LinkageError | RuntimeException e) {
      return Probe.fails(
          "jblas "
              + version()
              + " doesn't load on "
              + platform
              + ": "
              + (fortran.isEmpty() ? e + "; " + REMEDY : fortran));
    }
  }

  static String version() {
    return BackendInfo.mavenVersion(NativeBlas.class, "org.jblas", "jblas");
  }

  private static double multiply(double a, double b) {
    double[] out = {Double.NaN};
    NativeBlas.dgemm(
        'N', 'N', 1, 1, 1, 1, new double[] {a}, 0, 1, new double[] {b}, 0, 1, 0, out, 0, 1);
    return out[0];
  }

  /** Loads the Fortran runtime that the openblas jar carries; says why it can't, or nothing. */
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
      // not yet a failure: the system may have a copy of its own
      return "libgfortran.so.5 is needed and can't be loaded (" + e.getMessage() + ")";
    }
  }

  private static void loadResource(String resource, Path copy) throws IOException {
    try (InputStream in = JblasNatives.class.getClassLoader().getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException(
            "add the dependency org.bytedeco:openblas with classifier linux-x86_64");
      }
      Files.copy(in, copy);
      System.load(copy.toString());
    } finally {
      Files.deleteIfExists(copy); // Linux keeps a loaded library's file without its name
    }
  }
}
