package org.vae4j.data.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
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
import org.vae4j.data.csv.CsvOptions.Header;
import org.vae4j.io.MalformedFileException;

final class CsvFileTest {
  static final Path CANCER = Path.of("../data/breast-cancer.csv");
  static final Path DIGITS = Path.of("../data/digits.csv.gz");

  @TempDir Path temp;
  private RowCache cache;

  @BeforeEach
  void makeCache() {
    cache = new RowCache(temp.resolve("cache"));
  }

  private Dataset read(byte[] content, CsvOptions options) throws IOException {
    return CsvFile.read(Files.write(temp.resolve("table.csv"), content), options, cache);
  }

  private Dataset read(String content, CsvOptions options) throws IOException {
    return read(content.getBytes(StandardCharsets.UTF_8), options);
  }

  private static List<String> names(Dataset data) {
    return ((TableForm) data.form()).names();
  }

  private static double[] row(Dataset data, int row) {
    double[] values = new double[data.features()];
    data.copy(row, values, 0);
    return values;
  }

  @Test
  void readsARealTableWithHeaderAndLabels() throws IOException {
    Dataset data = CsvFile.read(CANCER, CsvOptions.defaults().withLabelColumn("diagnosis"), cache);
    assertThat(data.size()).isEqualTo(569);
    assertThat(names(data)).hasSize(30).startsWith("mean radius").doesNotContain("diagnosis");
    assertThat(((TableForm) data.form()).labelColumn()).isEqualTo("diagnosis");
    assertThat(row(data, 0)).startsWith(17.99, 10.38, 122.8, 1001).endsWith(0.1189);
    assertThat(row(data, 568)).startsWith(7.76, 24.54).endsWith(0.07039);
    Labels labels = data.labels();
    assertThat(labels.names()).containsExactly("benign", "malignant");
    assertThat(labels.name(0)).isEqualTo("malignant");
    assertThat(labels.id(568)).isZero();
  }

  @Test
  void readsARealZippedTableWithoutHeader() throws IOException {
    Dataset data = CsvFile.read(DIGITS, CsvOptions.defaults().withLabelColumn("65"), cache);
    assertThat(data.size()).isEqualTo(1797);
    assertThat(names(data)).hasSize(64).startsWith("1", "2").endsWith("64");
    assertThat(row(data, 0)).startsWith(0, 0, 5, 13, 9, 1);
    assertThat(data.labels().names())
        .containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    assertThat(data.labels().id(1)).isEqualTo(1);
  }

  static Stream<Arguments> spellings() {
    return Stream.of(
        arguments("plain", "a,b\n1,2\n3,4\n"),
        arguments("no end of the last line", "a,b\n1,2\n3,4"),
        arguments("line ends of Windows", "a,b\r\n1,2\r\n3,4\r\n"),
        arguments("line ends of old Macs", "a,b\r1,2\r3,4\r"),
        arguments("a byte order mark", "\uFEFFa,b\n1,2\n3,4\n"),
        arguments("semicolons", "a;b\n1;2\n3;4\n"),
        arguments("tabs", "a\tb\n1\t2\n3\t4\n"),
        arguments("bars", "a|b\n1|2\n3|4\n"),
        arguments("quotes", "\"a\",b\n\"1\",2\n3,\"4\"\n"),
        arguments("blanks", " a , b \n 1 , 2\n3 ,4 \n"),
        arguments("empty lines", "\na,b\n\n1,2\n\n\n3,4\n\n"),
        arguments("other notations", "a,b\n+1.0e0,.2E1\n3.,0004\n"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("spellings")
  void readsTheSameTableInAllSpellings(String name, String content) throws IOException {
    Dataset data = read(content, CsvOptions.defaults());
    assertThat(names(data)).containsExactly("a", "b");
    assertThat(data.size()).isEqualTo(2);
    assertThat(row(data, 0)).containsExactly(1, 2);
    assertThat(row(data, 1)).containsExactly(3, 4);
    assertThat(data.labels()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1,2\n3,4\n", "5.1,setosa\n4.9,setosa\n", "1,NA\n2,3\n", ",1\n1,2\n"})
  void seesThatThereIsNoHeader(String content) throws IOException {
    CsvOptions options = CsvOptions.defaults().withColumns(List.of("1")).withMissing(true);
    assertThat(read(content, options).size()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a,b\n1,2\n", "1st,2\n1,2\n", "x,y\nred,1\n", "a,b\n1\n"})
  void seesThatThereIsAHeader(String content) throws IOException {
    CsvOptions options = CsvOptions.defaults().withColumns(List.of("2"));
    if (content.endsWith("\n1\n")) {
      assertThatThrownBy(() -> read(content, options)).hasMessageContaining("row 1 (line 2)");
    } else {
      assertThat(read(content, options).size()).isEqualTo(1);
    }
  }

  @Test
  void headerCanBeSaid() throws IOException {
    assertThat(read("1,2\n3,4\n", CsvOptions.defaults().withHeader(Header.YES)).size())
        .isEqualTo(1);
    assertThatThrownBy(() -> read("a,b\n3,4\n", CsvOptions.defaults().withHeader(Header.NO)))
        .hasMessageContaining(
            "columns with cells that are no numbers: 1 with 'a' in row 1, 2 with 'b' in");
  }

  @Test
  void takesColumnsByNameNumberAndRangeInTheOrderAsked() throws IOException {
    String content = "a,b,\"c, d\",e,f\n1,2,3,4,5\n";
    CsvOptions options =
        CsvOptions.defaults().withColumns(CsvOptions.parseColumns("f,\"c, d\",1-2"));
    Dataset data = read(content, options);
    assertThat(names(data)).containsExactly("f", "c, d", "a", "b");
    assertThat(row(data, 0)).containsExactly(5, 3, 1, 2);
  }

  @Test
  void readsWhatAModelTakesFromOtherFiles() throws IOException {
    TableForm form = TableForm.raw(List.of("b", "a"), "kind");
    Dataset data = read("x,a,b\n9,1,2\n", CsvOptions.defaults().withForm(form));
    assertThat(row(data, 0)).containsExactly(2, 1);
    assertThat(data.labels()).isNull();
    TableForm numbered = TableForm.raw(List.of("2", "1"), null);
    assertThat(row(read("x,a,b\n9,1,2\n", CsvOptions.defaults().withForm(numbered)), 0))
        .containsExactly(1, 9);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "NA", "na", "N/A", "#N/A", "<NA>", "NaN", "null", "None", "?", "-", ".", "  "})
  void missingValuesAreNaNOnRequestAndRefusedElse(String missing) throws IOException {
    String content = "a,b\n1,2\n3," + missing + "\n";
    Dataset data = read(content, CsvOptions.defaults().withMissing(true));
    assertThat(row(data, 1)).containsExactly(3, Double.NaN);
    assertThatThrownBy(() -> read(content, CsvOptions.defaults()))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("table.csv: found row 2 (line 3), column 2 ('b')")
        .hasMessageContaining(
            "expected a number; choose what stands for a missing value: --missing mean");
  }

  static Stream<Arguments> wrongTables() {
    return Stream.of(
        arguments("", "found no rows"),
        arguments("\n\n", "found no rows"),
        arguments("a,b\n", "found a header and no rows"),
        arguments("a,b\n1,2\n3\n", "found row 2 (line 3) with 1 cells, expected 2"),
        arguments("a,b\n1,2\n\n3,4,5\n", "found row 2 (line 4) with 3 cells, expected 2"),
        arguments("a,b\n1,x\n", "found row 1 (line 2), column 2 ('b') with 'x', expected a number"),
        arguments(
            "a;b\n1.5;3,14\n", "column 2 ('b') with '3,14', expected a number with a decimal"),
        arguments("a;b\n1;1,234\n", "with '1,234', expected a number without grouped digits; if"),
        arguments("a;b\n1;1,234.5\n", "with '1,234.5', expected a number without grouped digits"),
        arguments("a;b\n1,5;1.234,5\n", "with '1.234,5', expected a number without grouped"),
        arguments("a,b\n1,0x10\n", "with '0x10'"),
        arguments("a,b\n1,1d\n", "with '1d'"),
        arguments("a,b\n1,Infinity\n", "with 'Infinity'"),
        arguments("a,b\n1,1e999\n", "with '1e999', expected a number below 1.8e308"),
        arguments("a,b\n1,1_000\n", "with '1_000'"),
        arguments("a,b\n1,-\n", "with '-'"),
        arguments("a,b\n1,1e\n", "with '1e'"),
        arguments("a,b\n1,٣\n", "with '٣'"),
        arguments("a,b\n1,\u0007\n", "with '"),
        arguments("a,a\n1,2\n", "two columns called 'a', the second is column 2"),
        arguments("a,b\n1,\"2\n", "text that is no CSV"));
  }

  @ParameterizedTest
  @MethodSource("wrongTables")
  void wrongTablesAreNamedWithTheirPlaceAndLeaveNothing(String content, String message)
      throws IOException {
    assertThatThrownBy(() -> read(content, CsvOptions.defaults()))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("table.csv: found ")
        .hasMessageContaining(message)
        .message()
        .hasLineCount(1);
    try (Stream<Path> left = Files.list(temp.resolve("cache"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void columnsThatAreNotThereAreNamedWithThoseThatAre() {
    String content = "a,b\n1,2\n";
    assertThatThrownBy(() -> read(content, CsvOptions.defaults().withColumns(List.of("c"))))
        .hasMessageContaining("found 2 columns: a, b, expected one called 'c', or numbers from 1");
    for (String wrong : List.of("3", "0", "2-1", "1-9")) {
      assertThatThrownBy(() -> read(content, CsvOptions.defaults().withColumns(List.of(wrong))))
          .hasMessageContaining("expected one called '" + wrong + "'");
    }
    assertThatThrownBy(() -> read(content, CsvOptions.defaults().withColumns(List.of("a", "1-2"))))
        .hasMessageContaining("column 1 ('a') asked for twice");
    assertThatThrownBy(() -> read(content, CsvOptions.defaults().withLabelColumn("c")))
        .hasMessageContaining("expected one called 'c'");
    assertThatThrownBy(() -> read("a\n1\n", CsvOptions.defaults().withLabelColumn("a")))
        .hasMessageContaining("found 0 columns of numbers");
    CsvOptions both = CsvOptions.defaults().withColumns(List.of("1-2")).withLabelColumn("b");
    assertThatThrownBy(() -> read(content, both))
        .hasMessageContaining("found column 2 ('b') asked for both as the label and as a value");
  }

  @Test
  void bytesThatAreNotUtf8AreNamedWithTheirPlace() {
    byte[] latin1 = "größe,b\n1,2\n".getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> read(latin1, CsvOptions.defaults()))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("the byte 0xf6 at position 2, line 1, which is not UTF-8");
    byte[] late = new byte[200_003];
    Arrays.fill(late, (byte) '1');
    for (int i = 1; i < late.length; i += 2) {
      late[i] = '\n';
    }
    late[200_000] = (byte) 0xC3;
    assertThatThrownBy(() -> read(late, CsvOptions.defaults()))
        .hasMessageContaining("at position 200000, line 100001,");
    byte[] cut = {'1', '\n', '2', (byte) 0xE2, (byte) 0x82};
    assertThatThrownBy(() -> read(cut, CsvOptions.defaults()))
        .hasMessageContaining("the byte 0xe2 at position 3, line 2");
    byte[] utf16 = "a,b\n1,2\n".getBytes(Charset.forName("UTF-16"));
    assertThatThrownBy(() -> read(utf16, CsvOptions.defaults()))
        .hasMessageContaining("text in UTF-16");
  }

  @Test
  void namesOfRowsAreNoLabels() {
    StringBuilder text = new StringBuilder("id,x\n");
    for (int i = 0; i <= 65_536; i++) {
      text.append('n').append(i).append(",1\n");
    }
    assertThatThrownBy(() -> read(text.toString(), CsvOptions.defaults().withLabelColumn("id")))
        .hasMessageContaining("more than 65536 different labels in column 1 ('id')");
  }

  @Test
  void damagedGzipIsRefused() throws IOException {
    byte[] whole = Files.readAllBytes(DIGITS);
    assertThatThrownBy(() -> read(Arrays.copyOf(whole, whole.length / 2), CsvOptions.defaults()))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("a gzip stream that ends early");
    byte[] flipped = whole.clone();
    flipped[whole.length / 2] ^= 0x55;
    assertThatThrownBy(() -> read(flipped, CsvOptions.defaults()))
        .isInstanceOf(MalformedFileException.class);
    assertThatThrownBy(() -> read(new byte[] {0x1f, (byte) 0x8b, 9}, CsvOptions.defaults()))
        .isInstanceOf(MalformedFileException.class);
  }

  @Test
  void gzipThatUnpacksToFarTooMuchIsRefusedBeforeTheDiskIsFull() throws IOException {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bomb)) {
      byte[] zeros = "0,0\n".repeat(1 << 18).getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < 80; i++) {
        out.write(zeros);
      }
    }
    assertThat(bomb.size()).isLessThan(1 << 19);
    assertThatThrownBy(() -> read(bomb.toByteArray(), CsvOptions.defaults()))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("unpacks to more than")
        .hasMessageContaining("unpack it yourself");
  }

  @Test
  void endlessCellsAndRowsAreRefused() {
    assertThatThrownBy(() -> read("a\n" + "1".repeat(70_000) + "\n", CsvOptions.defaults()))
        .isInstanceOf(MalformedFileException.class);
    assertThatThrownBy(() -> read("1,".repeat(100_002), CsvOptions.defaults()))
        .isInstanceOf(MalformedFileException.class);
  }

  @Test
  void aFolderIsNoTable() {
    assertThatThrownBy(() -> CsvFile.read(temp, CsvOptions.defaults(), cache))
        .hasMessageContaining("found a folder, expected a plain file");
  }

  @Test
  void listsOfColumnsAreThemselvesCsv() {
    assertThat(CsvOptions.parseColumns("a, b ,\"c, d\",3-5"))
        .containsExactly("a", "b", "c, d", "3-5");
    assertThatThrownBy(() -> CsvOptions.parseColumns("a,\"b"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
