package org.vae4j.tensor.kernel;

/** Memory that is only reached by copying, and says when it is given back. */
public record FarMemory<A>(A elements, Runnable released) implements BlockTensor.Memory<A> {
  public FarMemory(A elements) {
    this(elements, () -> {});
  }

  @Override
  public void read(int at, A target, int to, int count) {
    System.arraycopy(elements, at, target, to, count);
  }

  @Override
  public void write(int at, A source, int from, int count) {
    System.arraycopy(source, from, elements, at, count);
  }

  @Override
  public void release() {
    released.run();
  }
}
