package org.vae4j.data.csv;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.vae4j.data.TableForm;
import org.vae4j.io.MalformedFileException;

/** Which cells of a row are taken, and what they are called. */
final class Columns {
  private static final Pattern RANGE = Pattern.compile("(\\d{1,6})(?:-(\\d{1,6}))?");

  /** As many as a message of one line takes. */
  static final int MOST_NAMED = 40;

  private final Object file;
  private final List<String> names;
  private final Map<String, Integer> firstOfName = new HashMap<>();
  private final Map<String, Integer> lastOfName = new HashMap<>();
  private final int[] taken;
  private final int label;

  private Columns(Object file, List<String> names, int[] taken, int label) {
    this.file = file;
    this.names = names;
    this.taken = taken;
    this.label = label;
    for (int i = 0; i < names.size(); i++) {
      firstOfName.putIfAbsent(names.get(i), i);
      lastOfName.put(names.get(i), i);
    }
  }

  /**
   * Finds the columns that are wanted.
   *
   * @param header the first row's cells if it names the columns, else null
   * @param count the number of columns
   */
  static Columns of(Object file, @Nullable List<String> header, int count, CsvOptions options)
      throws MalformedFileException {
    List<String> names = names(header, count);
    Columns all = new Columns(file, names, new int[0], -1);
    int label = -1;
    if (options.labelColumn() != null) {
      List<Integer> found = all.find(options.labelColumn());
      if (found.size() == 1) {
        label = found.get(0);
      } else if (!options.labelOptional()) {
        throw all.missing(options.labelColumn());
      }
    }
    int[] taken = all.take(options.columns(), label);
    if (taken.length == 0 || taken.length > TableForm.MOST_COLUMNS) {
      throw new MalformedFileException(
          file,
          taken.length + " columns of numbers",
          "1 to " + TableForm.MOST_COLUMNS + (label < 0 ? "" : " beside the label"));
    }
    Columns columns = new Columns(file, names, taken, label);
    columns.checkNames();
    return columns;
  }

  /** A column without a name is called by its number, if no other is. */
  private static List<String> names(@Nullable List<String> header, int count) {
    Set<String> given = new HashSet<>();
    if (header != null) {
      header.forEach(name -> given.add(name.strip()));
    }
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String name = header == null ? "" : header.get(i).strip();
      String number = Integer.toString(i + 1);
      names.add(!name.isEmpty() ? name : given.contains(number) ? "column " + number : number);
    }
    return names;
  }

  private int[] take(@Nullable List<String> wanted, int without) throws MalformedFileException {
    if (wanted == null) {
      return IntStream.range(0, names.size()).filter(i -> i != without).toArray();
    }
    Set<Integer> taken = new LinkedHashSet<>();
    for (String part : wanted) {
      List<Integer> found = find(part);
      if (found.isEmpty()) {
        throw missing(part);
      }
      for (int i : found) {
        if (i == without) {
          throw new MalformedFileException(
              file,
              "column " + describe(i) + " asked for both as the label and as a value",
              "a label that the model doesn't see; leave it out of the columns");
        }
        if (!taken.add(i)) {
          throw new MalformedFileException(
              file, "column " + describe(i) + " asked for twice", "each column once");
        }
      }
    }
    return taken.stream().mapToInt(Integer::intValue).toArray();
  }

  /** A name goes before a number; a number or range must lie in the table. */
  private List<Integer> find(String part) throws MalformedFileException {
    Integer named = firstOfName.get(part);
    if (named != null) {
      int last = lastOfName.getOrDefault(part, named);
      if (last != named) {
        throw new MalformedFileException(
            file,
            "columns " + (named + 1) + " and " + (last + 1) + " both called '" + part + "'",
            "one of that name; ask for it by its number");
      }
      return List.of(named);
    }
    int[] range = range(part, names.size());
    return range == null ? List.of() : IntStream.range(range[0], range[1]).boxed().toList();
  }

  /**
   * Returns the first position of a number or a range of them and that behind its last, or null.
   */
  static int @Nullable [] range(String part, int count) {
    Matcher range = RANGE.matcher(part);
    if (!range.matches()) {
      return null;
    }
    int first = Integer.parseInt(range.group(1));
    int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
    return first < 1 || last > count || first > last ? null : new int[] {first - 1, last};
  }

  private MalformedFileException missing(String part) {
    return new MalformedFileException(
        file,
        names.size()
            + (names.size() == 1 ? " column: " : " columns: ")
            + String.join(", ", names.subList(0, Math.min(MOST_NAMED, names.size())))
            + (names.size() > MOST_NAMED ? ", …" : ""),
        "one called '" + part + "', or numbers from 1 to " + names.size());
  }

  private void checkNames() throws MalformedFileException {
    Set<String> seen = new LinkedHashSet<>();
    for (int i : taken) {
      if (!seen.add(names.get(i))) {
        throw new MalformedFileException(
            file,
            "two columns called '" + names.get(i) + "', the second is column " + (i + 1),
            "names that differ; choose columns by number or rename one");
      }
    }
  }

  /** Returns the names of the columns that are taken. */
  List<String> taken() {
    return IntStream.of(taken).mapToObj(names::get).toList();
  }

  /** Returns the number of columns in the file. */
  int inFile() {
    return names.size();
  }

  /** Returns the number of columns that are taken. */
  int count() {
    return taken.length;
  }

  /** Returns the position in a row of column i of those taken. */
  int position(int i) {
    return taken[i];
  }

  /** Whether a column has the labels. */
  boolean labelled() {
    return label >= 0;
  }

  /** Returns the position of the label in a row. */
  int label() {
    return label;
  }

  /** Returns the name of the column with the labels, or null. */
  @Nullable String labelName() {
    return label < 0 ? null : names.get(label);
  }

  /** Returns a column's name, which may be its number. */
  String name(int position) {
    return names.get(position);
  }

  /** Returns a column's number, and its name if it has another one. */
  String describe(int position) {
    String number = Integer.toString(position + 1);
    String name = names.get(position);
    return name.equals(number) ? number : number + " ('" + name + "')";
  }
}
