package org.vae4j.data.csv;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The cells of a column below the first row, as far as the sample reaches. */
final class ColumnBelow {
  /** Fewer cells show nothing. */
  private static final int FEW = 3;

  private final Set<String> texts = new HashSet<>();
  private int numbers;
  private int integers;
  private double second;
  private double last;
  private double least = Double.POSITIVE_INFINITY;
  private double greatest = Double.NEGATIVE_INFINITY;
  private double widestStep;
  private boolean rising = true;
  private boolean falling = true;

  ColumnBelow(List<List<String>> rows, int column, CellText cells) {
    for (List<String> row : rows.subList(1, rows.size())) {
      if (column < row.size() && !cells.isMissing(row.get(column))) {
        add(row.get(column), cells);
      }
    }
  }

  private void add(String cell, CellText cells) {
    if (!cells.isNumber(cell)) {
      texts.add(cell);
      return;
    }
    double value = cells.value(cell);
    integers += CellText.isPlainInteger(cell) ? 1 : 0;
    if (numbers == 0) {
      second = value;
    } else {
      rising &= value > last;
      falling &= value < last;
      widestStep = Math.max(widestStep, Math.abs(value - last));
    }
    numbers++;
    last = value;
    least = Math.min(least, value);
    greatest = Math.max(greatest, value);
  }

  /** Whether all cells are numbers or missing, and one is there. */
  boolean isNumeric() {
    return numbers > 0 && texts.isEmpty();
  }

  /** Whether a cell has this text. */
  boolean hasText(String text) {
    return texts.contains(text);
  }

  /**
   * Whether no cell is digits alone.
   *
   * @param byFew whether few cells are enough to say so
   */
  boolean isWrittenOtherwise(boolean byFew) {
    return integers == 0 && numbers + texts.size() >= (byFew ? 1 : FEW);
  }

  /** Whether a number is farther from numbers that differ than they are from each other. */
  boolean isFarFrom(double number) {
    double spread = greatest - least;
    return numbers >= FEW && spread > 0 && (number < least - spread || number > greatest + spread);
  }

  /** Whether the column rises or falls all the way, and would if it began with that number. */
  boolean continues(double number) {
    double step = second - number;
    return numbers >= FEW
        && ((rising && step > 0) || (falling && step < 0))
        && Math.abs(step) <= 2 * widestStep;
  }
}
