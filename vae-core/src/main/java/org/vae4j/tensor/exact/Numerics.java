package org.vae4j.tensor.exact;

import org.vae4j.tensor.Backend;

/** How an engine is used. */
public enum Numerics {
  /** The engine's own arithmetic: engines agree to rounding. */
  FAST {
    @Override
    public Backend of(Backend engine) {
      return engine;
    }
  },
  /** The same bits on every engine and machine, in binary32; see {@link ExactBackend}. */
  EXACT {
    @Override
    public Backend of(Backend engine) {
      return new ExactBackend(engine);
    }
  };

  /** Returns a backend that computes in this way with {@code engine}, which it closes. */
  public abstract Backend of(Backend engine);
}
