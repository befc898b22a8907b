package org.vae4j.data.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.vae4j.data.Dataset;
import org.vae4j.data.ImageForm;
import org.vae4j.data.Scaling;
import org.vae4j.data.TableForm;
import org.vae4j.io.Sha256;

final class RowCacheTest {
  private static final ImageForm FORM = new ImageForm(1, 2, 1, new Scaling(0, 255));

  @TempDir Path temp;
  private final AtomicInteger fills = new AtomicInteger();
  private Path source;
  private Path folder;
  private RowCache cache;

  @BeforeEach
  void makeSource() throws IOException {
    source = Files.writeString(temp.resolve("source"), "old");
    age(source, 100);
    folder = temp.resolve("deep/cache");
    cache = new RowCache(folder);
  }

  private static void age(Path file, long seconds) throws IOException {
    long now = Files.getLastModifiedTime(file).toMillis();
    Files.setLastModifiedTime(file, FileTime.fromMillis(now - TimeUnit.SECONDS.toMillis(seconds)));
  }

  private Dataset get(String options) throws IOException {
    byte first = (byte) Files.size(source);
    return cache.get(
        new CacheKey(source, options, List.of(SourceFile.of(source))),
        rows -> {
          fills.incrementAndGet();
          rows.form(FORM);
          rows.add(new byte[] {first, 2}, "b");
          rows.add(new byte[] {3, -1}, "a");
        });
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.sorted().toList();
    }
  }

  @Test
  void rowsAreReadOnceAndComeBackTheSame() throws IOException {
    for (int i = 0; i < 3; i++) {
      Dataset rows = get("x");
      assertThat(rows.rows(0, 2)).isDeepEqualTo(new float[][] {{3, 2}, {3, 255}});
      assertThat(rows.labels().names()).containsExactly("a", "b");
      assertThat(rows.labels().name(0)).isEqualTo("b");
      assertThat(rows.labels().name(1)).isEqualTo("a");
    }
    assertThat(fills).hasValue(1);
    assertThat(files()).hasSize(1);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void nobodyElseMayReadThem() throws IOException {
    get("x");
    Path file = files().get(0);
    for (Path made : List.of(temp.resolve("deep"), folder)) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
          .isEqualTo("rwx------");
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    get("x");
    assertThat(fills).hasValue(1);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void aSourceThatChangedIsReadAgainAndItsOldRowsGo() throws IOException {
    get("x");
    get("y");
    Files.writeString(source, "newer");
    age(source, 50);
    assertThat(get("x").rows(0, 1)[0][0]).isEqualTo(5);
    assertThat(fills).hasValue(3);
    assertThat(files()).hasSize(2);
  }

  @Test
  void aChangeThatKeepsSizeAndTimeIsSeenWhereTheFileSystemTellsIt() throws IOException {
    get("x");
    FileTime before = Files.getLastModifiedTime(source);
    Path other = Files.writeString(temp.resolve("other"), "OLD");
    Files.setLastModifiedTime(other, before);
    Files.delete(source);
    Files.move(other, source);
    get("x");
    assertThat(fills).hasValue(2);
  }

  @Test
  void aSourceThatWasWrittenJustNowIsReadAgainTheNextTime() throws IOException {
    Files.writeString(source, "young");
    get("x");
    get("x");
    assertThat(fills).hasValue(2);
    age(source, 100);
    get("x");
    get("x");
    assertThat(fills).hasValue(3);
  }

  @Test
  void damagedFilesAreMadeAgain() throws IOException {
    get("x");
    Path file = files().get(0);
    byte[] whole = Files.readAllBytes(file);
    for (int i = 0; i < whole.length; i++) {
      byte[] flipped = whole.clone();
      flipped[i] ^= 1;
      Files.write(file, flipped);
      assertThat(get("x").rows(0, 2)).isDeepEqualTo(new float[][] {{3, 2}, {3, 255}});
      Files.write(file, Arrays.copyOf(whole, i));
      assertThat(get("x").rows(0, 2)).isDeepEqualTo(new float[][] {{3, 2}, {3, 255}});
    }
    assertThat(fills).hasValue(1 + 2 * whole.length);
  }

  /** Under a right checksum, whatever a footer says. */
  @Test
  void craftedFilesAreMadeAgain() throws IOException {
    get("x");
    Path file = files().get(0);
    byte[] two = new byte[12];
    List<String> names = List.of("b", "a");
    int made = 1;
    for (byte[] footer :
        List.of(
            new Footer(2, 6, true, false, names, FORM, "").toBytes(),
            new Footer(0, 6, true, false, names, FORM, "").toBytes(),
            new Footer(-2, -6, true, false, names, FORM, "").toBytes(),
            new Footer(12, 1, false, false, List.of(), FORM, "").toBytes(),
            new Footer(2, 0, true, false, names, FORM, "").toBytes(),
            new Footer(6, 2, true, false, names, FORM, "").toBytes(),
            new Footer(2, 6, true, false, List.of(), FORM, "").toBytes(),
            new Footer(6, 2, false, false, names, FORM, "").toBytes(),
            new Footer(2, 6, true, false, List.of("a", "a"), FORM, "").toBytes(),
            new Footer(2, 6, true, false, names, TableForm.raw(names, null), "").toBytes(),
            Arrays.copyOf(new Footer(2, 6, true, false, names, FORM, "").toBytes(), 20),
            new byte[0])) {
      Files.write(file, whole(footer.length == 0 ? new byte[0] : rowsWithLabel(-1), footer));
      assertThat(get("x").rows(0, 2)).isDeepEqualTo(new float[][] {{3, 2}, {3, 255}});
      made++;
      assertThat(fills).hasValue(made);
    }
    byte[] sound = new Footer(2, 6, true, false, names, FORM, "").toBytes();
    Files.write(file, whole(rowsWithLabel(2), sound));
    assertThat(get("x").labels().name(0)).isEqualTo("b");
    assertThat(fills).hasValue(made + 1);
    Files.write(file, whole(two, sound));
    assertThat(get("x").labels().name(0)).isEqualTo("b");
    assertThat(fills).hasValue(made + 1); // this one is as it should be
  }

  private static byte[] rowsWithLabel(int label) {
    byte[] rows = new byte[12];
    Arrays.fill(rows, 8, 12, (byte) label);
    return rows;
  }

  private static byte[] whole(byte[] rows, byte[] footer) {
    ByteBuffer summed =
        ByteBuffer.allocate(rows.length + footer.length + 4).order(ByteOrder.LITTLE_ENDIAN);
    summed.put(rows).put(footer).putInt(footer.length);
    byte[] sum = Sha256.digest().digest(summed.array());
    return ByteBuffer.allocate(summed.capacity() + sum.length + CachedRows.MAGIC.length)
        .put(summed.array())
        .put(sum)
        .put(CachedRows.MAGIC)
        .array();
  }

  @Test
  void aPipeInPlaceOfAFileIsNotOpened() throws Exception {
    get("x");
    Path file = files().get(0);
    Files.delete(file);
    assertThat(did("mkfifo", file)).isTrue();
    assertThat(get("x").size()).isEqualTo(2);
    assertThat(file).isRegularFile();
  }

  @Test
  void aSourceThatGrowsWhileItIsReadIsRefused() throws IOException {
    CacheKey key = new CacheKey(source, "x", List.of(SourceFile.of(source)));
    assertThatThrownBy(
            () ->
                cache.get(
                    key,
                    rows -> {
                      rows.form(FORM);
                      rows.add(new byte[2], null);
                      Files.writeString(source, " and more", StandardOpenOption.APPEND);
                    }))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("source: changed while it was read (3 bytes before, 12 after)");
    assertThat(files()).isEmpty();
  }

  @Test
  void whatWasNotUsedForAMonthGoesWhenOtherRowsAreMade() throws IOException {
    get("x");
    age(files().get(0), TimeUnit.DAYS.toSeconds(29));
    get("y");
    assertThat(files()).hasSize(2);
    get("x");
    age(files().get(0), TimeUnit.DAYS.toSeconds(31));
    age(files().get(1), TimeUnit.DAYS.toSeconds(31));
    get("x");
    get("z");
    assertThat(files()).hasSize(2);
    get("x");
    assertThat(fills).hasValue(3);
  }

  @Test
  void whatAKilledProcessLeftGoesAfterADayAndNothingElse() throws IOException {
    get("x");
    String name = "." + files().get(0).getFileName() + ".0.tmp";
    Path left = Files.writeString(folder.resolve(name), "cut off");
    Path others = Files.writeString(folder.resolve(".others.0.tmp"), "");
    age(others, TimeUnit.DAYS.toSeconds(99));
    get("y");
    assertThat(left).exists();
    age(left, TimeUnit.DAYS.toSeconds(2));
    get("z");
    assertThat(left).doesNotExist();
    assertThat(others).exists();
  }

  /**
   * Where no file system may be mounted, the superuser can write all the same, and sees nothing.
   */
  @Test
  void rowsThatAreThereCanBeUsedWhereNothingCanBeWritten()
      throws IOException, InterruptedException {
    get("x");
    boolean mounted =
        did("mount", "--bind", folder, folder) && did("mount", "-o", "remount,bind,ro", folder);
    try {
      assertThat(mounted || did("chmod", "555", folder)).isTrue();
      if (mounted) {
        assertThatThrownBy(() -> Files.createFile(folder.resolve("new")))
            .isInstanceOf(FileSystemException.class);
      }
      assertThat(get("x").size()).isEqualTo(2);
      assertThat(fills).hasValue(1);
    } finally {
      did("umount", "-l", folder);
      did("chmod", "755", folder);
    }
  }

  private static boolean did(Object... command) throws IOException, InterruptedException {
    return new ProcessBuilder(Stream.of(command).map(Object::toString).toList())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor()
        == 0;
  }

  @Test
  void manyLabelsKeepTheirRows() throws IOException {
    int count = RowWriter.MOST_LABELS;
    Dataset rows =
        cache.get(
            new CacheKey(source, "x", List.of()),
            to -> {
              to.form(FORM);
              for (int i = 0; i < count; i++) {
                to.add(new byte[2], Integer.toString(count - i));
              }
            });
    assertThat(rows.labels().names()).hasSize(count).startsWith("1", "2", "3");
    assertThat(rows.labels().id(0)).isEqualTo(count - 1);
    assertThat(rows.labels().name(count - 7)).isEqualTo("7");
  }

  @Test
  void twoWritersAtOnceLeaveTheSameRows() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<Dataset>> all = threads.invokeAll(Collections.nCopies(16, () -> get("x")));
      for (Future<Dataset> one : all) {
        assertThat(one.get().rows(0, 2)).isDeepEqualTo(new float[][] {{3, 2}, {3, 255}});
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(files()).hasSize(1);
  }

  @Test
  void numbersKeepAllTheirBits() throws IOException {
    double[] values = {0.1, -0.0, Double.MIN_VALUE, Double.MAX_VALUE, Double.NaN};
    Dataset rows =
        cache.get(
            new CacheKey(source, "x", List.of()),
            to -> {
              to.form(TableForm.raw(List.of("a", "b", "c", "d", "e"), null));
              to.add(values, null);
            });
    double[] read = new double[6];
    rows.copy(0, read, 1);
    assertThat(read).containsExactly(0, 0.1, -0.0, Double.MIN_VALUE, Double.MAX_VALUE, Double.NaN);
    assertThat(rows.labels()).isNull();
  }

  @Test
  void aFolderThatCannotBeMadeIsNamedWithTheRemedy() {
    RowCache inFile = new RowCache(source.resolve("cache"));
    assertThatThrownBy(() -> inFile.get(new CacheKey(source, "x", List.of()), rows -> fills.get()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("can't write to the cache folder")
        .hasMessageContaining("--cache");
  }
}
