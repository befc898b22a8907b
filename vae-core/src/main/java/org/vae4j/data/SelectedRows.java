package org.vae4j.data;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Some rows of other data, in an order of their own. */
final class SelectedRows implements Dataset {
  private final Dataset all;
  private final int[] rows;

  SelectedRows(Dataset all, int... rows) {
    this.all = all;
    this.rows = rows.clone();
    check(rows, all.size());
  }

  /** Refuses numbers that are no rows. */
  static void check(int[] rows, int size) {
    if (rows.length == 0) {
      throw new IllegalArgumentException("select: no row is selected, expected at least one");
    }
    for (int row : rows) {
      Objects.checkIndex(row, size);
    }
  }

  @Override
  public int size() {
    return rows.length;
  }

  @Override
  public int features() {
    return all.features();
  }

  @Override
  public @Nullable DataForm form() {
    return all.form();
  }

  @Override
  public String origin() {
    return all.origin();
  }

  @Override
  public @Nullable Labels labels() {
    Labels labels = all.labels();
    return labels == null ? null : labels.view(rows.length, i -> rows[i]);
  }

  @Override
  public Dataset withForm(DataForm other) {
    return new SelectedRows(all.withForm(other), rows);
  }

  @Override
  public int[] missing(int row) {
    return all.missing(rows[row]);
  }

  @Override
  public void copy(int row, double[] target, int at) {
    all.copy(rows[row], target, at);
  }

  @Override
  public void copy(int row, float[] target, int at) {
    all.copy(rows[row], target, at);
  }
}
