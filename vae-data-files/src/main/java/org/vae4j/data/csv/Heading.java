package org.vae4j.data.csv;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** What the first row of a table is, by comparison with those below it. */
enum Heading {
  /** Names of the columns. */
  NAMES,
  /** Names of the columns, which are numbers, such as 0, 1, 2 or years. */
  NUMBERS,
  /** A row of data. */
  NONE,
  /** One or the other. */
  UNDECIDED;

  private static final int FIRST_YEAR = 1500;
  private static final int LAST_YEAR = 2200;

  /**
   * Decides.
   *
   * @param rows the first rows, one at least, without blanks around cells
   */
  static Heading of(List<List<String>> rows, CellText cells) {
    List<String> first = rows.get(0);
    List<String> numbers = new ArrayList<>();
    List<ColumnBelow> below = new ArrayList<>();
    boolean text = false;
    boolean overNumbers = false;
    boolean again = false;
    for (int i = 0; i < first.size(); i++) {
      String cell = first.get(i);
      if (cells.isMissing(cell)) {
        continue;
      }
      ColumnBelow column = new ColumnBelow(rows, i, cells);
      if (cells.isNumber(cell)) {
        numbers.add(cell);
        below.add(column);
      } else {
        text = true;
        overNumbers |= column.isNumeric();
        again |= column.hasText(cell);
      }
    }
    if (numbers.isEmpty() || rows.size() == 1) {
      return text && numbers.isEmpty() ? NAMES : NONE;
    }
    boolean names =
        numbers.stream().allMatch(CellText::isPlainInteger)
            && new HashSet<>(numbers).size() == numbers.size();
    if (overNumbers) {
      return names ? NAMES : UNDECIDED;
    }
    return names && !again ? ofIntegers(numbers, below) : NONE;
  }

  /** Different whole numbers: the more they look like a count or years, the less must differ. */
  private static Heading ofIntegers(List<String> cells, List<ColumnBelow> below) {
    int[] numbers = cells.stream().mapToInt(Integer::parseInt).toArray();
    int count = numbers.length;
    boolean fromZero = numbers[0] == 0 && hasStep(numbers, 1);
    boolean series = count >= 3 && isSeries(numbers);
    boolean ascending = isAscending(numbers);
    int written = 0;
    int differing = 0;
    boolean continued = false;
    for (int i = 0; i < count; i++) {
      ColumnBelow column = below.get(i);
      boolean otherwise = column.isWrittenOtherwise(fromZero && count >= 3);
      written += otherwise ? 1 : 0;
      differing += otherwise || column.isFarFrom(numbers[i]) ? 1 : 0;
      continued |= column.continues(numbers[i]);
    }
    if (differing == 0) {
      return series || (fromZero && count == 2) ? UNDECIDED : NONE;
    }
    boolean half = 2 * differing >= count;
    boolean all = differing == count;
    boolean sure =
        count == 1
            ? fromZero && written == 1
            : (half && (series || fromZero))
                || (all && ascending && (written > 0 || hasStep(numbers, 1)));
    if (sure && !continued) {
      return NUMBERS;
    }
    boolean possible = series || fromZero || all || (half && ascending);
    return possible ? UNDECIDED : NONE;
  }

  /** Whether numbers are a count, or years at even distances. */
  private static boolean isSeries(int[] numbers) {
    int step = numbers[1] - numbers[0];
    return hasStep(numbers, step)
        && (step == 1
            || (step > 0 && numbers[0] >= FIRST_YEAR && numbers[numbers.length - 1] <= LAST_YEAR));
  }

  private static boolean hasStep(int[] numbers, int step) {
    for (int i = 1; i < numbers.length; i++) {
      if (numbers[i] - numbers[i - 1] != step) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAscending(int[] numbers) {
    for (int i = 1; i < numbers.length; i++) {
      if (numbers[i] <= numbers[i - 1]) {
        return false;
      }
    }
    return true;
  }
}
