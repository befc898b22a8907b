package org.vae4j.cli;

import java.lang.reflect.Proxy;
import org.vae4j.tensor.Backend;
import org.vae4j.tensor.BackendInfo;
import org.vae4j.tensor.BackendProvider;
import org.vae4j.tensor.Probe;

/** Engines that fail in one way or another. */
record FakeEngine(String name, int priority, Probe probe, Throwable failure)
    implements BackendProvider {

  static FakeEngine unavailable(String name, int priority) {
    return new FakeEngine(
        name, priority, Probe.fails("libgfortran.so.5 is missing"), new IllegalStateException());
  }

  /** An engine that says it runs, and then throws at the first allocation. */
  static FakeEngine failing(Throwable failure) {
    return new FakeEngine("fake", 99, Probe.runs("fake 1"), failure);
  }

  @Override
  public Backend create() {
    return (Backend)
        Proxy.newProxyInstance(
            Backend.class.getClassLoader(),
            new Class<?>[] {Backend.class},
            (proxy, method, args) ->
                switch (method.getName()) {
                  case "info" -> new BackendInfo(name, "1", "none", 1);
                  case "close" -> null;
                  default -> throw failure;
                });
  }
}
