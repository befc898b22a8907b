package org.vae4j.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.vae4j.autograd.Weights;
import org.vae4j.io.MalformedFileException;
import org.vae4j.io.SafeTensors;
import org.vae4j.nn.Parameter;
import org.vae4j.optim.Optimizer;
import org.vae4j.optim.Optimizers;
import org.vae4j.spi.Settings;
import org.vae4j.tensor.Backend;
import org.vae4j.tensor.DType;
import org.vae4j.vae.ModelFile;
import org.vae4j.vae.SavedWeights;
import org.vae4j.vae.Vae;
import org.vae4j.vae.VaeModel;

/**
 * A training at one point, in a safetensors file with a checksum: weights {@code model.*}, what the
 * optimiser remembers {@code optimizer.STATE.*}, the losses so far {@code progress.*}, and in the
 * metadata what is trained, how, on which data, and how far it is. Nothing in it differs between
 * two equal trainings.
 */
public final class Checkpoint {
  /** The metadata key of the format's version; only checkpoints have it. */
  public static final String KEY = "vae4j.checkpoint";

  private static final String VERSION = "1";
  private static final String MODEL = "model.";
  private static final String OPTIMIZER = "optimizer.";
  private static final String PROGRESS = "progress.";
  private static final String SUM = PROGRESS + "sum";
  private static final String HISTORY = PROGRESS + "history";
  private static final int HISTORY_COLUMNS = 5;

  /** A longer setting is shown where it differs only. */
  private static final int LONGEST_TEXT = 100;

  private final Path file;
  private final SafeTensors content;
  private final Vae vae;
  private final DType dtype;
  private final Optimizer optimizer;
  private final TrainingSettings settings;
  private final Progress progress;

  private Checkpoint(Path file, SafeTensors content) throws IOException {
    this.file = file;
    this.content = content;
    Map<String, String> metadata = content.metadata();
    if (!VERSION.equals(metadata.get(KEY))) {
      throw new MalformedFileException(
          file, KEY + " " + metadata.get(KEY), VERSION + ": a checkpoint of this version");
    }
    this.vae = ModelFile.described(file, content);
    try {
      this.optimizer =
          Optimizers.create(metadata.getOrDefault("optimizer", ""), section(metadata, OPTIMIZER));
      Settings training = new Settings("training", section(metadata, "training."));
      this.settings = TrainingSettings.described(training);
      training.finish();
      this.dtype = checkTensors();
      Settings numbers = new Settings("progress", section(metadata, PROGRESS));
      this.progress = progress(numbers, metadata.containsKey("data.test"));
      numbers.finish();
    } catch (IllegalArgumentException e) {
      throw new MalformedFileException(
          file, "metadata that can't be used: " + e.getMessage(), "those of a checkpoint", e);
    }
  }

  /**
   * Reads a checkpoint and compares it with its checksum.
   *
   * @throws MalformedFileException if it is none, or not as it was written
   */
  public static Checkpoint read(Path file) throws IOException {
    Checkpoint checkpoint = open(file);
    checkpoint.content.verifyChecksum();
    return checkpoint;
  }

  /** Reads a checkpoint without looking at most of its bytes. */
  static Checkpoint open(Path file) throws IOException {
    return new Checkpoint(file, SafeTensors.read(file));
  }

  /** Writes a checkpoint; the one that was there stays until this one is safe. */
  static void write(Path file, TrainingState state) throws IOException {
    state.requireFinite();
    Progress at = state.progress();
    Map<String, String> metadata = new TreeMap<>(state.identity());
    metadata.remove(TrainingIdentity.DTYPE); // the tensors have it
    metadata.put(KEY, VERSION);
    metadata.put(PROGRESS + "epoch", Integer.toString(at.epoch()));
    metadata.put(PROGRESS + "step", Long.toString(at.step()));
    metadata.put(PROGRESS + "seen", Integer.toString(at.seen()));
    List<SafeTensors.Entry> entries =
        new ArrayList<>(SavedWeights.entries(MODEL, state.model().weights()));
    state
        .optimizer()
        .remembered()
        .forEach((name, all) -> entries.addAll(SavedWeights.entries(remembered(name), all)));
    double[] sum = {at.sum().reconstruction(), at.sum().kl()};
    entries.add(new SafeTensors.Entry(SUM, DType.F64, new int[] {sum.length}, () -> sum));
    int[] shape = {at.history().size(), HISTORY_COLUMNS};
    entries.add(new SafeTensors.Entry(HISTORY, DType.F64, shape, () -> table(at.history())));
    SafeTensors.writeWithChecksum(file, metadata, entries);
  }

  /** A row an epoch: step, the two parts of the training loss, those of the test or NaN. */
  private static double[] table(List<EpochMetrics> history) {
    double[] table = new double[history.size() * HISTORY_COLUMNS];
    int at = 0;
    for (EpochMetrics epoch : history) {
      LossParts test = epoch.test();
      table[at++] = (double) epoch.step();
      table[at++] = epoch.train().reconstruction();
      table[at++] = epoch.train().kl();
      table[at++] = test == null ? Double.NaN : test.reconstruction();
      table[at++] = test == null ? Double.NaN : test.kl();
    }
    return table;
  }

  private static List<EpochMetrics> history(double[] table, boolean tested) {
    List<EpochMetrics> history = new ArrayList<>();
    for (int at = 0; at < table.length; at += HISTORY_COLUMNS) {
      history.add(
          new EpochMetrics(
              history.size() + 1,
              (long) table[at],
              new LossParts(table[at + 1], table[at + 2]),
              tested ? new LossParts(table[at + 3], table[at + 4]) : null,
              Double.NaN,
              Double.NaN));
    }
    return history;
  }

  private Progress progress(Settings numbers, boolean tested) throws IOException {
    double[] sum = content.doubles(SUM);
    double[] table = content.doubles(HISTORY);
    if (sum.length != 2 || table.length % HISTORY_COLUMNS != 0) {
      throw new IllegalArgumentException(
          SUM + " and " + HISTORY + " hold " + sum.length + " and " + table.length + " values");
    }
    return new Progress(
        numbers.count("epoch"),
        Long.parseLong(numbers.text("step")),
        numbers.count("seen"),
        new LossParts(sum[0], sum[1]),
        history(table, tested));
  }

  private static Map<String, String> section(Map<String, String> metadata, String prefix) {
    Map<String, String> section = new TreeMap<>();
    metadata.forEach(
        (key, value) -> {
          if (key.startsWith(prefix)) {
            section.put(key.substring(prefix.length()), value);
          }
        });
    return section;
  }

  private static String remembered(String name) {
    return OPTIMIZER + name + ".";
  }

  private DType checkTensors() throws IOException {
    List<Parameter> parameters = vae.parameters();
    List<String> prefixes = new ArrayList<>(List.of(MODEL));
    optimizer.state().forEach(name -> prefixes.add(remembered(name)));
    List<String> names = new ArrayList<>(List.of(SUM, HISTORY));
    prefixes.forEach(prefix -> parameters.forEach(p -> names.add(prefix + p.name())));
    SavedWeights.checkNames(file, content, names);
    DType first = SavedWeights.check(file, content, MODEL, parameters);
    for (String prefix : prefixes) {
      if (SavedWeights.check(file, content, prefix, parameters) != first) {
        throw new MalformedFileException(
            file, prefix + "* of another type", first + " as " + MODEL);
      }
    }
    return first;
  }

  /**
   * Makes sure that it is of a training.
   *
   * @throws MalformedFileException with what differs
   */
  public void check(TrainingIdentity training) throws MalformedFileException {
    check(training.describe(), training.settings(), training.train().size());
  }

  private void check(Map<String, String> there, TrainingSettings settings, int rows)
      throws MalformedFileException {
    Map<String, String> here = identity();
    here.put(TrainingIdentity.DTYPE, dtype.name());
    // those of version 0.1 don't say it
    here.putIfAbsent(TrainingIdentity.NUMERICS, there.get(TrainingIdentity.NUMERICS));
    TreeSet<String> keys = new TreeSet<>(here.keySet());
    keys.addAll(there.keySet());
    for (String key : keys) {
      String value = here.getOrDefault(key, "none");
      String wanted = there.getOrDefault(key, "none");
      if (!value.equals(wanted)) {
        int from = firstDifference(value, wanted);
        throw new MalformedFileException(
            file,
            key + " " + excerpt(value, from),
            excerpt(wanted, from) + ", as in the training that is to go on");
      }
    }
    if (!progress.isOf(settings, rows)) {
      throw new MalformedFileException(
          file,
          "epoch %d, step %d, %d rows seen and the steps of the epochs done"
              .formatted(progress.epoch(), progress.step(), progress.seen()),
          "what a training on " + rows + " rows with these settings comes to");
    }
  }

  private static int firstDifference(String one, String other) {
    int same = 0;
    while (same < Math.min(one.length(), other.length())
        && one.charAt(same) == other.charAt(same)) {
      same++;
    }
    return same;
  }

  /** Long text, such as the columns of a table, from shortly before a place on. */
  private static String excerpt(String text, int place) {
    if (text.length() <= LONGEST_TEXT) {
      return text;
    }
    int from = Math.max(0, place - LONGEST_TEXT / 2);
    int to = Math.min(text.length(), from + LONGEST_TEXT);
    return (from > 0 ? "…" : "") + text.substring(from, to) + (to < text.length() ? "…" : "");
  }

  /** Puts all that it holds into a training that is about to begin. */
  void restore(TrainingState state) throws IOException {
    check(state.identity(), state.settings(), state.train().size());
    SavedWeights.read(file, content, MODEL, state.model().weights());
    for (Map.Entry<String, Weights> entry : state.optimizer().remembered().entrySet()) {
      SavedWeights.read(file, content, remembered(entry.getKey()), entry.getValue());
    }
    state.optimizer().resume(progress.step());
    state.advance(progress);
  }

  /** Whether the other is of the same model, optimizer, settings and data, at whatever point. */
  boolean isOfTheSameTraining(Checkpoint other) {
    return dtype == other.dtype && identity().equals(other.identity());
  }

  /** Reads the weights at this point into others, of the same names and shapes. */
  void readWeights(Weights to) throws IOException {
    SavedWeights.read(file, content, MODEL, to);
  }

  /** Returns what its training is, without how far it is. */
  private Map<String, String> identity() {
    Map<String, String> identity = new TreeMap<>(content.metadata());
    identity.keySet().removeIf(key -> key.startsWith(PROGRESS));
    identity.remove(KEY);
    identity.remove(SafeTensors.CHECKSUM);
    return identity;
  }

  /** Returns the file. */
  public Path file() {
    return file;
  }

  /** Returns what is trained. */
  public Vae vae() {
    return vae;
  }

  /** Returns the element type of its weights. */
  public DType dtype() {
    return dtype;
  }

  /** Returns what changes the weights. */
  public Optimizer optimizer() {
    return optimizer;
  }

  /** Returns how training goes; the number of threads is the default one. */
  public TrainingSettings settings() {
    return settings;
  }

  /** Returns how far it is. */
  public Progress progress() {
    return progress;
  }

  /** Makes the model with the weights at this point. */
  public VaeModel model(Backend backend) throws IOException {
    return SavedWeights.model(file, content, MODEL, vae, dtype, backend);
  }
}
