package org.vae4j.data.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vae4j.data.Dataset;
import org.vae4j.data.Labels;
import org.vae4j.data.TableForm;
import org.vae4j.data.cache.RowCache;
import org.vae4j.io.MalformedFileException;

/** What is found by the first rows of a table: header, separator, decimal comma, missing values. */
final class CsvDialectTest {
  private static final CsvOptions FOUND = CsvOptions.defaults().withMissing(true);

  @TempDir Path temp;

  private Dataset read(String content, CsvOptions options) throws IOException {
    return CsvFile.read(
        Files.writeString(temp.resolve("table.csv"), content),
        options,
        new RowCache(temp.resolve("cache")));
  }

  private static List<String> names(Dataset data) {
    return ((TableForm) data.form()).names();
  }

  private static double[] row(Dataset data, int row) {
    double[] values = new double[data.features()];
    data.copy(row, values, 0);
    return values;
  }

  static Stream<Arguments> headersOfNumbers() {
    return Stream.of(
        arguments("pandas", "0,1,2\n7.55,1056,33.98\n8.97,800,29.74\n10.96,1164,25.14\n"),
        arguments("pandas, one row", "0,1,2\n7.55,10.56,33.98\n"),
        arguments("pandas, two columns", "0,1\n-0.21,1.11\n0.96,0.12\n0.07,-0.99\n"),
        arguments("pandas, a series", "0\n0.51\n0.62\n0.22\n0.43\n"),
        arguments("with an index", ",0,1,2\n0,7.5,8.25,33.9\n1,8.9,7.5,29.7\n2,6.1,9.5,25.1\n"),
        arguments("with text", "0,1,2\n7.55,10.56,red\n8.97,8.5,blue\n6.5,1.4,red\n"),
        arguments("years", "2019,2020,2021\n5,17,3\n6,12,5\n2,15,9\n4,11,7\n"),
        arguments("years apart", "1990,2000,2010\n5,17,3\n6,12,5\n2,15,9\n4,11,7\n"),
        arguments("depths", "5,10,50\n7.55,10.56,33.98\n8.97,8.5,29.74\n6.5,1.4,40.25\n"),
        arguments("years beside a name", "id,2019,2020\n5,17,3\n6,12,5\n2,15,9\n4,11,7\n"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("headersOfNumbers")
  void numbersCanNameColumns(String name, String content) throws IOException {
    Dataset data = read(content, FOUND.withColumns(List.of("1")));
    assertThat(data.size()).isEqualTo(content.lines().count() - 1);
    assertThat(data.origin()).contains(name.endsWith("name") ? ", header," : "header of numbers");
  }

  static Stream<Arguments> rowsOfData() {
    return Stream.of(
        arguments("a missing value", "-,5.5,7\n1,5.1,8\n2,4.9,6\n"),
        arguments("another", "#N/A,5.5,7\n1,5.1,8\n2,4.9,6\n"),
        arguments("nothing there", ",,\n1,5.1,8\n2,4.9,6\n"),
        arguments("fractions", "0.5,1,2\n7.55,10.56,33.98\n8.97,8.5,29.74\n6.5,1.5,3.5\n"),
        arguments("the same twice", "0,1,1\n7.55,10.56,33.98\n8.97,8.5,29.74\n6.5,1.5,3.5\n"),
        arguments("numbers like those below", "5,1,9\n3,2,8\n4,7,9\n1,2,3\n"),
        arguments("two columns", "1,2\n3,4\n"),
        arguments("text that comes again", "red,0,1,2\nblue,3.5,4.5,2.5\nred,1.5,2.5,4.5\n"),
        arguments("a broken sensor", "10,65535,30\n11,20,31\n12,21,28\n9,22,29\n"),
        arguments("few rows", "5,7\n4.5,7.5\n"),
        arguments("one row", "0,1,2\n"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rowsOfData")
  void aRowOfDataIsNoHeader(String name, String content) throws IOException {
    Dataset data = read(content, FOUND.withColumns(List.of("2")));
    assertThat(data.size()).isEqualTo(content.lines().count());
    assertThat(data.origin()).contains("no header");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0,1,2\n3,1,0\n2,2,1\n1,0,3\n",
        "0,1\n1,0\n1,0\n0,1\n",
        "0,1\n0.1,0.99\n0.2,0.95\n0.3,0.9\n",
        "7,5\n4.5,7.5\n3.5,6.5\n5.5,8.5\n",
        "2.5,x\n1,2\n3,4\n"
      })
  void whatCanBeBothMustBeSaid(String content) throws IOException {
    assertThatThrownBy(() -> read(content, FOUND))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("give --header yes or --header no");
    assertThat(read(content, FOUND.withHeader(CsvOptions.Header.YES)).size())
        .isEqualTo(content.lines().count() - 1);
  }

  @Test
  void namesThatAreAskedForMakeAHeader() throws IOException {
    TableForm form = TableForm.raw(List.of("1", "0"), null);
    assertThat(row(read("0,1\n1,0\n", CsvOptions.defaults().withForm(form)), 0))
        .containsExactly(0, 1);
    TableForm years = TableForm.raw(List.of("2019", "2020"), null);
    assertThat(read("2019,2020\n2,3\n", CsvOptions.defaults().withForm(years)).size()).isOne();
  }

  @Test
  void aNamelessColumnIsNotCalledAsAnother() throws IOException {
    Dataset data = read(",0,1\n5,7.5,8.25\n3,8.9,7.5\n9,6.1,9.5\n", FOUND);
    assertThat(names(data)).containsExactly("column 1", "0", "1");
  }

  static Stream<Arguments> separators() {
    return Stream.of(
        arguments("a, one\tb, two, more\tc\n7.55\t21.13\t33.98\n8.9\t1\t2\n", "tab", 3),
        arguments("a;b\n7,55;21,13\n8,9;1\n", "semicolon, decimal comma", 2),
        arguments("7,55;21,13\n8,97;16,01\n", "semicolon, decimal comma", 2),
        arguments("7,55\t0,125\n8,97\t16\n", "tab, decimal comma", 2),
        arguments("a|b\n1|2,5\n", "'|', decimal comma", 2),
        arguments("a,b\n1,\"x;y\"\n2,\"z;w\"\n", "comma", 1),
        arguments("a\n1\n2\n", "comma", 1));
  }

  @ParameterizedTest
  @MethodSource("separators")
  void theSeparatorIsThatByWhichTheRowsAgree(String content, String name, int columns)
      throws IOException {
    CsvOptions options = columns == 1 ? FOUND.withColumns(List.of("a")) : FOUND;
    Dataset data = read(content, options);
    assertThat(data.features()).isEqualTo(columns);
    assertThat(data.origin()).contains("separator " + name + ", no value");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a,b;c\n1,2\n3;4\n", "a,b|c\nd,e|f\n"})
  void separatorsThatCantBeTelledApartMustBeSaid(String content) {
    assertThatThrownBy(() -> read(content, FOUND))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("name it with --separator");
  }

  @Test
  void decimalCommasCanBeSaid() throws IOException {
    CsvOptions comma = FOUND.withDialect(found -> found.withDecimal(','));
    Dataset data = read("a;b\n1,234;-2,5e1\n", comma);
    assertThat(row(data, 0)).containsExactly(1.234, -25);
    assertThatThrownBy(() -> read("a;b\n1,5;2.5\n", comma))
        .hasMessageContaining("with '2.5', expected a number with a decimal comma");
    CsvOptions quoted = comma.withSeparator(',');
    assertThat(row(read("a,b\n\"1,5\",\"2,5\"\n", quoted), 0)).containsExactly(1.5, 2.5);
  }

  @Test
  void linesOfCommentsAreSkippedOnRequest() throws IOException {
    String content = "# logger 3\n# cm, kg\na,b,c\n1,2,3\n# a break\n4,5,6\n";
    CsvOptions comments = FOUND.withDialect(found -> found.withComment('#'));
    Dataset data = read(content, comments);
    assertThat(names(data)).containsExactly("a", "b", "c");
    assertThat(data.size()).isEqualTo(2);
    for (String other : List.of(content, "# x,y\na,b\n1,2\n", "a,b\n1,2\n# end\n")) {
      assertThatThrownBy(() -> read(other, FOUND)).hasMessageContaining("give --comment '#'");
    }
    assertThat(names(read("#a,b\n1,2\n", FOUND))).containsExactly("#a", "b");
  }

  @Test
  void marksOfMissingValuesCanBeSaidAndAreNamed() throws IOException {
    CsvOptions marks =
        FOUND.withDialect(found -> found.withMissingMarks(CsvOptions.parseMarks("-999, Unknown")));
    Dataset data = read("a,b\n-999.0,1\nunknown,NA\n,-99\n", marks);
    assertThat(row(data, 0)).containsExactly(Double.NaN, 1);
    assertThat(row(data, 1)).containsExactly(Double.NaN, Double.NaN);
    assertThat(row(data, 2)).containsExactly(Double.NaN, -99);
    assertThat(data.origin())
        .isEqualTo(
            "3 rows, 2 columns, header, separator comma, 4 values missing (-999.0, unknown, NA,"
                + " empty)");
  }

  @Test
  void whatWasFoundIsKnownOfRowsInTheCacheToo() throws IOException {
    String first = read("a,b\n1,2\n", FOUND).origin();
    Dataset again =
        CsvFile.read(temp.resolve("table.csv"), FOUND, new RowCache(temp.resolve("cache")));
    assertThat(again.origin()).isEqualTo(first).isNotEmpty();
    assertThat(again.withForm(again.form()).select(0).origin()).isEqualTo(first);
  }

  @Test
  void allColumnsThatHoldNoNumbersAreNamedAtOnce() {
    String content = "id,color,is_new,x\n1,red,False,2\n2,blue,True,3\n3,5,True,\n4,5,True,y\n";
    assertThatThrownBy(() -> read(content, CsvOptions.defaults()))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining(
            "found 3 columns with cells that are no numbers: 2 ('color') with 'red' in row 1,"
                + " 3 ('is_new') with 'False' in row 1, 4 ('x') with 'y' in row 4, expected numbers")
        .hasMessageContaining("--label-column");
  }

  @Test
  void anEmptyLabelIsNone() throws IOException {
    Dataset data = read("x,kind\n1,10\n2,\n3,9\n4, \n", FOUND.withLabelColumn("kind"));
    Labels labels = data.labels();
    assertThat(labels.names()).containsExactly("9", "10");
    assertThat(IntStream.range(0, 4).map(labels::id)).containsExactly(1, Labels.NONE, 0, -1);
    assertThat(IntStream.range(0, 4).mapToObj(labels::name)).containsExactly("10", "", "9", "");
    assertThat(data.select(1, 2).labels().name(0)).isEmpty();
    assertThat(data.sha256()).hasSize(64);
    assertThat(read("x,l\n1,\n2,\n", FOUND.withLabelColumn("l")).labels().names()).isEmpty();
  }

  @Test
  void aWideTableIsTakenByItsNames() throws IOException {
    List<String> names = IntStream.range(0, 20_000).mapToObj(i -> "c" + i).toList();
    String ones = "1" + ",1".repeat(names.size() - 1);
    TableForm form = TableForm.raw(names, null);
    String content = String.join(",", names) + "\n" + ones + "\n";
    assertThat(read(content, CsvOptions.defaults().withForm(form)).features()).isEqualTo(20_000);
    assertThatThrownBy(() -> read(content, CsvOptions.defaults().withLabelColumn("d")))
        .message()
        .contains("found 20000 columns: c0, c1, ", ", …, expected one called 'd'")
        .hasSizeLessThan(1000);
  }
}
