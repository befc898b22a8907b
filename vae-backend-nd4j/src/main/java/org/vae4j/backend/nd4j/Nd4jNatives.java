package org.vae4j.backend.nd4j;

import java.io.IOException;
import org.nd4j.common.config.ND4JSystemProperties;
import org.nd4j.linalg.api.blas.Blas;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;
import org.vae4j.tensor.BackendInfo;
import org.vae4j.tensor.DType;
import org.vae4j.tensor.Probe;
import org.vae4j.tensor.Shape;

/** Starts ND4J, quietly and with one thread. */
final class Nd4jNatives {
  private Nd4jNatives() {}

  /** Loads everything and multiplies two numbers; never throws. */
  static Probe load() {
    String platform = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    if (System.getProperty(ND4JSystemProperties.LOG_INITIALIZATION) == null) {
      System.setProperty(ND4JSystemProperties.LOG_INITIALIZATION, "false");
    }
    try (NativeCache cache = NativeCache.open()) {
      Nd4j.factory().blas().setMaxThreads(1);
      NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(1);
      double product = multiply(6, 7);
      if (product != 42) {
        return Probe.fails(
            "ND4J " + version() + " computes 6 times 7 as " + product + " on " + platform);
      }
      return Probe.runs("ND4J " + version() + " with " + blas() + " on " + platform);
    } catch (IOException e) {
      return Probe.fails("ND4J " + version() + " doesn't start: " + e.getMessage());
    } catch (LinkageError | RuntimeException e) {
      return Probe.fails(
          "ND4J "
              + version()
              + " doesn't start on "
              + platform
              + " ("
              + rootCause(e)
              + "); add org.nd4j:nd4j-native,"
              + " org.bytedeco:openblas and org.bytedeco:javacpp with this platform's classifier, such as linux-x86_64, in matching"
              + " versions, or use the ejml engine");
    }
  }

  /** Returns ND4J's version; asks no native code. */
  static String version() {
    return BackendInfo.mavenVersion(ND4JSystemProperties.class, "org.nd4j", "nd4j-common");
  }

  /** Returns the name of ND4J's BLAS, and its version if it is the one that ND4J brings. */
  static String blas() {
    Blas.Vendor vendor = Nd4j.factory().blas().getBlasVendor();
    return vendor == Blas.Vendor.OPENBLAS
        ? "OpenBLAS "
            + BackendInfo.mavenVersion(ND4JSystemProperties.class, "org.bytedeco", "openblas")
        : vendor.toString();
  }

  private static double multiply(double a, double b) {
    double[] out = new double[1];
    try (Nd4jTensor<?> x = Nd4jTensor.allocate(Shape.SCALAR, DType.F64);
        Nd4jTensor<?> y = Nd4jTensor.allocate(Shape.SCALAR, DType.F64);
        Nd4jTensor<?> z = Nd4jTensor.allocate(Shape.SCALAR, DType.F64);
        Nd4jBackend backend = new Nd4jBackend("", "")) {
      backend.fill(x, a);
      backend.fill(y, b);
      backend.gemm(false, false, 1, x, y, 0, z);
      backend.read(z, 0, out, 0, 1);
    }
    return out[0];
  }

  private static Throwable rootCause(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }
}
