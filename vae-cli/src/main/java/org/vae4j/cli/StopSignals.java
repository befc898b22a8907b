package org.vae4j.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Ctrl-C, SIGTERM and SIGHUP (the terminal is gone) while it is open: the first one asks for a
 * stop, a second one ends the process at once. A shutdown hook can't do that: once it runs, Java
 * takes no further signal, and engines' own hooks run beside the step that is to be finished. By
 * reflection, for the compiler refuses {@code sun.misc} where warnings are errors; where it is
 * missing, signals do what they always do.
 */
final class StopSignals implements AutoCloseable {
  private static final Map<String, Integer> NUMBERS = Map.of("HUP", 1, "INT", 2, "TERM", 15);

  private final Map<String, Object> before = new LinkedHashMap<>();
  private final AtomicReference<@Nullable String> received = new AtomicReference<>();

  private StopSignals() {}

  /** Calls {@code stop} at the first signal, on a thread of its own. */
  static StopSignals to(Runnable stop) {
    StopSignals signals = new StopSignals();
    for (String name : NUMBERS.keySet()) {
      signals.handle(name, stop);
    }
    return signals;
  }

  /** Returns the name of the signal that asked for a stop, such as SIGINT; null if none did. */
  @Nullable String received() {
    String name = received.get();
    return name == null ? null : "SIG" + name;
  }

  /** Returns what shells expect of a process that this signal ended. */
  static int exitCode(String signal) {
    Integer number = NUMBERS.get(signal.substring("SIG".length()));
    return number == null ? ExitCode.INTERNAL : 128 + number;
  }

  static boolean isExitCode(int exitCode) {
    return NUMBERS.containsValue(exitCode - 128);
  }

  private void handle(String name, Runnable stop) {
    try {
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object ours =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, args) -> {
                if (!method.getName().equals("handle")) {
                  return method.invoke(this, args);
                }
                if (!received.compareAndSet(null, name)) {
                  Runtime.getRuntime().halt(exitCode("SIG" + name));
                }
                stop.run();
                return null;
              });
      before.put(name, install(name, handler, ours));
    } catch (ReflectiveOperationException e) {
      // not this Java, or the signal is ignored or taken: without it a stop costs the steps since
      // the last checkpoint, no more
    }
  }

  private static Object install(String name, Class<?> handler, Object to)
      throws ReflectiveOperationException {
    Class<?> type = Class.forName("sun.misc.Signal");
    Object signal = type.getConstructor(String.class).newInstance(name);
    Object old = type.getMethod("handle", type, handler).invoke(null, signal, to);
    if (old == null) {
      throw new InvocationTargetException(null, "no handler before");
    }
    return old;
  }

  /** Gives the signals back to what handled them before. */
  @Override
  public void close() {
    before.forEach(
        (name, handler) -> {
          try {
            install(name, Class.forName("sun.misc.SignalHandler"), handler);
          } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("signals: can't give back SIG" + name, e);
          }
        });
  }
}
