package org.vae4j.tensor;

/**
 * What an engine says of itself.
 *
 * @param name the provider's name, such as {@code ejml}
 * @param version the version of the library behind it
 * @param blas what multiplies matrices, such as {@code OpenBLAS 0.3.21}
 * @param threads the threads one operation uses
 */
public record BackendInfo(String name, String version, String blas, int threads) {}
