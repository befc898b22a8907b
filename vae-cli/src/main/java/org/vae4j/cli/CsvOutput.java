package org.vae4j.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.vae4j.io.AtomicFile;

/** A CSV file as RFC 4180 has it, in UTF-8, lines ended by a line feed. */
final class CsvOutput {
  private final OutputStream out;

  private CsvOutput(OutputStream out) {
    this.out = out;
  }

  /** Writes rows. */
  @FunctionalInterface
  interface Content {
    void write(CsvOutput out) throws IOException;
  }

  /** Writes a file with a header, in one step. */
  static void write(Path file, List<String> header, Content content) throws IOException {
    AtomicFile.write(
        file,
        stream -> {
          CsvOutput out = new CsvOutput(stream);
          out.row(header);
          content.write(out);
        });
  }

  void row(List<String> cells) throws IOException {
    String line = cells.stream().map(CsvOutput::cell).collect(Collectors.joining(",", "", "\n"));
    out.write(line.getBytes(StandardCharsets.UTF_8));
  }

  private static String cell(String text) {
    return text.matches("[^\",\\r\\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
