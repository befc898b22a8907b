package org.vae4j.data;

import java.io.IOException;
import java.util.List;
import java.util.TreeMap;
import org.vae4j.spi.Services;

/** The data sets on the class path, by name. */
public final class Datasets {
  private final TreeMap<String, DatasetProvider> byName = new TreeMap<>();

  private final String remark;

  private Datasets(Iterable<DatasetProvider> providers, String remark) {
    this.remark = remark;
    for (DatasetProvider provider : providers) {
      DatasetProvider other = byName.putIfAbsent(provider.name(), provider);
      if (other != null) {
        throw new IllegalStateException(
            "data set: '%s' is provided by both %s and %s; remove one of the two jars"
                .formatted(
                    provider.name(), other.getClass().getName(), provider.getClass().getName()));
      }
    }
  }

  /** Looks for data sets on the class path. */
  public static Datasets find() {
    Services<DatasetProvider> services = Services.find(DatasetProvider.class);
    return new Datasets(services.found(), services.remark());
  }

  /** Takes the given data sets instead of looking for them. */
  public static Datasets of(DatasetProvider... providers) {
    return new Datasets(List.of(providers), "");
  }

  /** Returns all of them, sorted by name. */
  public Iterable<DatasetProvider> providers() {
    return byName.values();
  }

  /**
   * Reads the data set of that name.
   *
   * @throws IllegalArgumentException if there is none; the message lists what exists
   */
  public DataSplit load(String name) throws IOException {
    DatasetProvider provider = byName.get(name);
    if (provider == null) {
      throw new IllegalArgumentException(
          "data set: there is no '%s' on the class path; found %s%s; add the dependency"
                  .formatted(
                      name, byName.isEmpty() ? "none" : String.join(", ", byName.keySet()), remark)
              + " org.vae4j:vae-dataset-NAME of one (such as mnist), or give a folder of IDX files");
    }
    return provider.load();
  }
}
