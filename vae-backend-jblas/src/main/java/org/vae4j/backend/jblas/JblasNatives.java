package org.vae4j.backend.jblas;

import java.io.FileNotFoundException;
import java.io.IOException;
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

  /** Not yet a failure: the system may have a copy of its own. */
  private static final String MISSING_FORTRAN = "libgfortran.so.5 is needed and can't be loaded (";

  private static final String REMEDY =
      "it runs on Linux amd64 and aarch64, on Windows and on Intel Macs; use nd4j or ejml elsewhere";

  private JblasNatives() {}

  /** Loads everything and multiplies two numbers; never throws. */
  static Probe load() {
    String platform = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    String fortran = platform.equals("Linux amd64") ? loadFortran() : "";
    try {
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
    JblasCopy copy = JblasCopies.take();
    copy.gemm('N', 'N', 1, 1, 1, 1, new double[] {a}, 1, new double[] {b}, 1, 0, out, 1);
    JblasCopies.giveBack(copy);
    return out[0];
  }

  /** Loads the Fortran runtime that the openblas jar carries; says why it can't, or nothing. */
  private static String loadFortran() {
    try {
      for (String name : FORTRAN) {
        String resource = "org/bytedeco/openblas/linux-x86_64/" + name;
        try (UnpackedLibrary library =
            UnpackedLibrary.of(JblasNatives.class.getClassLoader(), resource)) {
          System.load(library.path().toString());
        }
      }
      return "";
    } catch (FileNotFoundException e) {
      return MISSING_FORTRAN
          + "add the dependency org.bytedeco:openblas with classifier linux-x86_64)";
    } catch (IOException | LinkageError e) {
      return MISSING_FORTRAN + e.getMessage() + ")";
    }
  }
}
