package org.vae4j.view.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Names and values under a heading.
 *
 * @param title the heading
 * @param entries in the order to show them
 */
public record Section(String title, Map<String, String> entries) {

  /** Copies the entries. */
  public Section {
    entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
  }
}
