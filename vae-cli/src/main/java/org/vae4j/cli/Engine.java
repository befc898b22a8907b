package org.vae4j.cli;

import org.vae4j.tensor.BackendInfo;
import org.vae4j.tensor.CheckedBackend;

/**
 * The engine that a command works with.
 *
 * @param backend the engine, closed when this is closed
 * @param reason why it was taken
 */
record Engine(CheckedBackend backend, String reason) implements AutoCloseable {

  BackendInfo info() {
    return backend.info();
  }

  /** Returns name, version and what multiplies its matrices, in a few words. */
  String describe() {
    return info().name() + " " + info().version() + " (" + info().blas() + ")";
  }

  @Override
  public void close() {
    backend.close();
  }
}
