package org.vae4j.tensor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vae4j.spi.Services;

/** The engines on the class path, the one with the highest priority first. */
public final class Backends {
  private static final Logger LOG = LoggerFactory.getLogger(Backends.class);
  private static final List<String> KNOWN = List.of("nd4j", "jblas", "ejml");

  private final List<BackendProvider> providers;
  private final List<String> broken;

  private Backends(List<BackendProvider> providers, List<String> broken) {
    this.providers =
        providers.stream()
            .<BackendProvider>map(GuardedProvider::new)
            .sorted(
                Comparator.comparingInt(BackendProvider::priority)
                    .reversed()
                    .thenComparing(BackendProvider::name))
            .toList();
    this.broken = List.copyOf(broken);
  }

  /** Looks for engines on the class path. */
  public static Backends find() {
    Services<BackendProvider> services = Services.find(BackendProvider.class);
    return new Backends(services.found(), services.broken());
  }

  /** Takes the given engines instead of looking for them. */
  public static Backends of(BackendProvider... providers) {
    return new Backends(List.of(providers), List.of());
  }

  /** Returns the engines found, the one with the highest priority first. */
  public List<BackendProvider> providers() {
    return providers;
  }

  /** Returns what is wrong with providers that were found but can't be made. */
  public List<String> broken() {
    return broken;
  }

  /** Returns the names of the framework's own engines, found or not. */
  public static List<String> known() {
    return KNOWN;
  }

  /**
   * Starts the engine of that name; never another one.
   *
   * @throws BackendUnavailableException if it isn't there or can't run here
   */
  public CheckedBackend open(String name) {
    return open(name, engine -> engine);
  }

  /**
   * Starts the engine of that name behind {@code decorator}, such as {@code Numerics.EXACT::of}.
   *
   * @throws BackendUnavailableException if it isn't there or can't run here
   */
  public CheckedBackend open(String name, UnaryOperator<Backend> decorator) {
    BackendProvider provider =
        providers.stream()
            .filter(p -> p.name().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    new BackendUnavailableException(
                        "backend: '"
                            + name
                            + "' is not on the class path; found "
                            + describe()
                            + "; "
                            + remedy(name)));
    Probe probe = provider.probe();
    if (!probe.available()) {
      throw new BackendUnavailableException(
          "backend: '" + name + "' can't run here: " + probe.detail() + "; found " + describe());
    }
    return new CheckedBackend(decorator.apply(provider.create()));
  }

  /**
   * Starts the engine with the highest priority among those that run here.
   *
   * @throws BackendUnavailableException if none does
   */
  public CheckedBackend open() {
    return open(engine -> engine);
  }

  /**
   * Starts the engine with the highest priority among those that run here, behind {@code
   * decorator}.
   *
   * @throws BackendUnavailableException if none does
   */
  public CheckedBackend open(UnaryOperator<Backend> decorator) {
    Optional<BackendProvider> best =
        providers.stream().filter(p -> p.probe().available()).findFirst();
    if (best.isEmpty()) {
      throw new BackendUnavailableException(
          "backend: no engine runs here; found " + describe() + "; " + remedy("ejml"));
    }
    LOG.info("backend: {} taken: {}", best.get().name(), reason(best.get()));
    return new CheckedBackend(decorator.apply(best.get().create()));
  }

  /** Says why {@link #open()} takes the engine that it takes, in a few words. */
  public String reason(BackendProvider taken) {
    List<String> passedOver =
        providers.stream()
            .takeWhile(p -> p != taken)
            .map(p -> p.name() + " can't run here: " + p.probe().detail())
            .toList();
    String rank =
        providers.size() == 1 ? "the only engine found" : "highest priority of " + names();
    return passedOver.isEmpty()
        ? rank
        : rank + " that runs here (" + String.join("; ", passedOver) + ")";
  }

  private String names() {
    return String.join(", ", providers.stream().map(BackendProvider::name).toList());
  }

  private String describe() {
    List<String> all = new ArrayList<>();
    for (BackendProvider p : providers) {
      Probe probe = p.probe();
      all.add(
          p.name()
              + (probe.available() ? " (runs here)" : " (can't run here: " + probe.detail() + ")"));
    }
    broken.forEach(b -> all.add("a broken provider (" + b + ")"));
    return all.isEmpty() ? "no engine" : String.join(", ", all);
  }

  private static String remedy(String name) {
    return KNOWN.contains(name)
        ? "add the dependency org.vae4j:vae-backend-" + name
        : "known engines are "
            + String.join(", ", KNOWN)
            + ": add the dependency org.vae4j:vae-backend-NAME of one";
  }
}
