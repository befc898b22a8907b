package org.vae4j.examples;

import org.vae4j.tensor.Backend;
import org.vae4j.tensor.BackendInfo;
import org.vae4j.tensor.BackendProvider;
import org.vae4j.tensor.DType;
import org.vae4j.tensor.Probe;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.kernel.HeapTensor;
import org.vae4j.tensor.kernel.KernelBackend;

/**
 * A new engine in one page: Java arrays, the framework's kernels, and a matrix product of its own.
 */
public final class NewEngine implements BackendProvider {

  @Override
  public String name() {
    return "loops";
  }

  @Override
  public int priority() {
    return 0;
  }

  @Override
  public Probe probe() {
    return Probe.runs("plain Java loops");
  }

  @Override
  public Backend create() {
    return new Loops();
  }

  private static final class Loops extends KernelBackend {
    @Override
    public BackendInfo info() {
      return new BackendInfo("loops", "1", "three nested loops", 1);
    }

    @Override
    public Tensor allocate(Shape shape, DType dtype) {
      return HeapTensor.allocate(shape, dtype);
    }

    @Override
    public void gemm(
        boolean transposeA,
        boolean transposeB,
        double alpha,
        Tensor a,
        Tensor b,
        double beta,
        Tensor out) {
      int rows = out.shape().rows();
      int columns = out.shape().columns();
      int inner = a.size() / rows;
      double[] x = elements(a);
      double[] y = elements(b);
      double[] z = elements(out);
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < columns; j++) {
          double sum = 0;
          for (int k = 0; k < inner; k++) {
            double left = x[transposeA ? k * rows + i : i * inner + k];
            sum += left * y[transposeB ? j * inner + k : k * columns + j];
          }
          int at = i * columns + j;
          z[at] = alpha * sum + (beta == 0 ? 0 : beta * z[at]);
        }
      }
      write(out, 0, z, 0, z.length);
    }

    private double[] elements(Tensor tensor) {
      double[] all = new double[tensor.size()];
      read(tensor, 0, all, 0, all.length);
      return all;
    }
  }
}
