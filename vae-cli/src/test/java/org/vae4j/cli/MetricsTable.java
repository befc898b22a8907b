package org.vae4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads metrics.csv. */
final class MetricsTable {
  static final List<String> COLUMNS =
      List.of(
          "epoch",
          "step",
          "train_loss",
          "train_reconstruction",
          "train_kl",
          "test_loss",
          "test_reconstruction",
          "test_kl",
          "images_per_second",
          "seconds");

  private MetricsTable() {}

  static List<Map<String, String>> read(Path run) throws IOException {
    List<String> lines = Files.readAllLines(run.resolve("metrics.csv"));
    List<Map<String, String>> rows = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      Map<String, String> row = new LinkedHashMap<>();
      for (int i = 0; i < cells.length; i++) {
        row.put(COLUMNS.get(i), cells[i]);
      }
      rows.add(row);
    }
    return rows;
  }
}
