package org.vae4j.data.csv;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.vae4j.data.cache.SourceFile;
import org.vae4j.io.MalformedFileException;

/** Finds what stands between cells: that which cuts all of the first rows into as many cells. */
final class Separators {
  private static final String KNOWN = ",;\t|";

  private Separators() {}

  /** Returns the separator that was given, or else finds it. */
  static char of(SourceFile source, CsvDialect dialect) throws IOException {
    if (dialect.separator() != null) {
      return dialect.separator();
    }
    List<Trial> trials = new ArrayList<>();
    for (int i = 0; i < KNOWN.length(); i++) {
      char separator = KNOWN.charAt(i);
      boolean decimal = separator == ',' && Character.valueOf(',').equals(dialect.decimal());
      boolean comment = Character.valueOf(separator).equals(dialect.comment());
      if (!decimal && !comment) {
        trials.add(new Trial(separator, Sample.of(source, separator, dialect), dialect));
      }
    }
    List<Trial> agreeing =
        trials.stream().filter(trial -> trial.agrees() && trial.most > 1).toList();
    if (!agreeing.isEmpty()) {
      List<Trial> best =
          agreeing.stream().sorted(Comparator.comparingDouble(Trial::numbers).reversed()).toList();
      if (best.size() > 1 && best.get(0).numbers() == best.get(1).numbers()) {
        throw undecided(source, best);
      }
      return best.get(0).separator;
    }
    List<Trial> found = trials.stream().filter(trial -> trial.broken || trial.most > 1).toList();
    if (found.size() > 1 && found.size() < trials.size()) {
      throw undecided(source, found);
    }
    return found.isEmpty() ? trials.get(0).separator : found.get(0).separator;
  }

  private static MalformedFileException undecided(SourceFile source, List<Trial> trials) {
    return new MalformedFileException(
        source.path(),
        "rows that can be cut in more than one way: "
            + trials.stream().map(Trial::describe).collect(Collectors.joining(", ")),
        "one separator by which all rows have as many cells; name it with --separator");
  }

  /** Returns what people call a separator. */
  static String name(char separator) {
    return switch (separator) {
      case ',' -> "comma";
      case ';' -> "semicolon";
      case '\t' -> "tab";
      case ' ' -> "space";
      default -> "'" + separator + "'";
    };
  }

  /** What a separator makes of the first rows. */
  private static final class Trial {
    final char separator;
    final boolean broken;
    int least = Integer.MAX_VALUE;
    int most;
    private long numbers;
    private long others;

    /** Keeps no rows, which may be long: only one sample is in memory at a time. */
    Trial(char separator, Sample sample, CsvDialect dialect) {
      this.separator = separator;
      this.broken = sample.broken();
      CellText points = new CellText('.', dialect.missingMarks());
      for (List<String> row : sample.rows()) {
        least = Math.min(least, row.size());
        most = Math.max(most, row.size());
        row.forEach(cell -> count(cell, points));
      }
    }

    private void count(String cell, CellText points) {
      if (points.isNumber(cell) || (separator != ',' && CellText.hasComma(cell))) {
        numbers++;
      } else if (!points.isMissing(cell)) {
        others++;
      }
    }

    boolean agrees() {
      return !broken && least == most;
    }

    /** The part of the cells that is numbers. */
    double numbers() {
      return numbers + others == 0 ? 0 : numbers / (double) (numbers + others);
    }

    String describe() {
      String cells = least == most ? Integer.toString(most) : least + " to " + most;
      return name(separator) + " (" + (broken ? "quotes in the way" : cells + " cells a row") + ")";
    }
  }
}
