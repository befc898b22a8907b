package org.vae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The vae command in a process of its own, on the tests' class path. */
final class VaeProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Process process;
  private final Path out;
  private final Path err;

  private VaeProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  static VaeProcess start(Path temp, Object... args) throws IOException {
    return start(temp, List.of(), args);
  }

  /**
   * Starts the command.
   *
   * @param prefix a command that runs another one
   */
  static VaeProcess start(Path temp, List<String> prefix, Object... args) throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dguice_bytecode_gen_option=DISABLED",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName()));
    Arrays.stream(args).forEach(arg -> command.add(arg.toString()));
    Path out = Files.createTempFile(temp, "out", ".txt");
    Path err = Files.createTempFile(temp, "err", ".txt");
    File folder = temp.toFile();
    return new VaeProcess(
        new ProcessBuilder(command)
            .directory(folder)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start(),
        out,
        err);
  }

  /** Waits until something has happened, or the process has ended. */
  void await(BooleanSupplier happened) throws InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    while (!happened.getAsBoolean() && process.isAlive()) {
      assertThat(Instant.now()).as("waited too long").isBefore(end);
      Thread.sleep(5);
    }
  }

  /** Waits some time, or until the process ends; returns whether it is still there. */
  boolean runsAfter(long milliseconds) throws InterruptedException {
    return !process.waitFor(milliseconds, TimeUnit.MILLISECONDS);
  }

  long pid() {
    return process.pid();
  }

  /** What is done to a process that can't go on meanwhile. */
  @FunctionalInterface
  interface Interference {
    void run() throws IOException, InterruptedException;
  }

  /** Stops the process, which must still be at work, and lets it go on afterwards. */
  void whileStopped(Interference interference) throws IOException, InterruptedException {
    signal("STOP");
    interference.run();
    signal("CONT");
  }

  void signal(String name) throws IOException, InterruptedException {
    String pid = Long.toString(pid());
    assertThat(new ProcessBuilder("kill", "-" + name, pid).inheritIO().start().waitFor()).isZero();
  }

  /** Ends the process as a loss of power would, for all that it can tell. */
  void kill9() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  int exitCode() throws InterruptedException {
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as("ended").isTrue();
    return process.exitValue();
  }

  String out() throws IOException {
    return Files.readString(out);
  }

  /** What it said, without the warnings of newer Javas about themselves. */
  String err() throws IOException {
    StringBuilder text = new StringBuilder();
    Files.readString(err)
        .lines()
        .filter(line -> !line.startsWith("WARNING: "))
        .forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }

  @Override
  public void close() throws InterruptedException {
    kill9();
  }
}
