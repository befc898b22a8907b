package org.vae4j.tensor;

/** Element type of a tensor: IEEE 754 binary32 or binary64. */
public enum DType {
  /** 32-bit floating point. */
  F32(Float.BYTES),
  /** 64-bit floating point. */
  F64(Double.BYTES);

  private final int bytes;

  DType(int bytes) {
    this.bytes = bytes;
  }

  /** Returns the size of one element in bytes. */
  public int bytes() {
    return bytes;
  }
}
