package org.vae4j.spi;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * What jars on the class path offer, found with the calling thread's class loader.
 *
 * @param <S> the service
 * @param found the services that work
 * @param broken what is wrong with the others
 */
public record Services<S>(List<S> found, List<String> broken) {

  /** Looks for a service; a broken jar does not hide the others. */
  public static <S> Services<S> find(Class<S> service) {
    List<S> found = new ArrayList<>();
    List<String> broken = new ArrayList<>();
    Iterator<ServiceLoader.Provider<S>> all = ServiceLoader.load(service).stream().iterator();
    while (true) {
      try {
        if (!all.hasNext()) {
          return new Services<>(List.copyOf(found), List.copyOf(broken));
        }
        found.add(all.next().get());
      } catch (ServiceConfigurationError e) {
        broken.add(e.getMessage());
      }
    }
  }

  /** Returns what to say of the broken ones after a list of the others: nothing, or a remark. */
  public String remark() {
    return broken.isEmpty() ? "" : " (broken: " + String.join("; ", broken) + ")";
  }
}
