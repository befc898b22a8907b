package org.vae4j.data;

import java.io.IOException;

/** A data set that a jar brings along; found by {@link java.util.ServiceLoader}. */
public interface DatasetProvider {

  /** Returns the name by which users ask for it, in lower case. */
  String name();

  /** Reads the data. */
  DataSplit load() throws IOException;

  /** Returns one line for people: what it holds, and where it comes from. */
  String description();
}
