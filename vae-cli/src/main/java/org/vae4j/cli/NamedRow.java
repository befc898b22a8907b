package org.vae4j.cli;

import org.vae4j.data.Dataset;

/**
 * A row that people named.
 *
 * @param name for people, such as {@code row 1 of mnist}
 * @param rows it and others, as the model takes them
 * @param index its place there, from 0
 */
record NamedRow(String name, Dataset rows, int index) {
  float[] values() {
    return rows.rows(index, 1)[0];
  }
}
