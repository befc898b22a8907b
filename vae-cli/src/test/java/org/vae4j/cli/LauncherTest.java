package org.vae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script, in a checkout that is built already. */
@DisabledOnOs(OS.WINDOWS)
final class LauncherTest {
  private static final Path TOP = Path.of("..").toAbsolutePath().normalize();
  private static final String TABLE = "a,b\n1,2\n2,1\n3,5\n4,3\n5,6\n6,4\n";

  @TempDir private Path temp;
  private Path top;

  /** What the script needs of a checkout, with the class path of this test as its build. */
  @BeforeEach
  void aCheckout() throws IOException {
    top = checkout(temp.resolve("checkout"));
  }

  private static Path checkout(Path top) throws IOException {
    Path dist = Files.createDirectories(top.resolve("vae-cli/target/dist"));
    Path script = Files.createDirectories(top.resolve("vae-cli/src/main")).resolve("openblas.sh");
    Files.copy(TOP.resolve("vae"), top.resolve("vae"));
    Files.copy(TOP.resolve("vae-cli/src/main/openblas.sh"), script);
    Files.createFile(top.resolve("pom.xml"));
    Files.createFile(dist.resolve("built"));
    for (String version : List.of(version(), version().replaceAll("\\..*", ""))) {
      Files.writeString(dist.resolve("classes-" + version + ".jsa"), ""); // none, and none wanted
    }
    List<String> urls = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      urls.add(Path.of(entry).toUri().toString());
    }
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, String.join(" ", urls));
    Path lib = Files.createDirectories(dist.resolve("lib"));
    new JarOutputStream(Files.newOutputStream(lib.resolve("all.jar")), manifest).close();
    return top;
  }

  private static String version() {
    return System.getProperty("java.version");
  }

  private record Outcome(int exitCode, String text) {}

  private Outcome vae(Map<String, String> environment, Object... args) throws Exception {
    return run(top.resolve("vae"), environment, args);
  }

  private Outcome run(Path script, Map<String, String> environment, Object... args)
      throws Exception {
    List<String> command = new ArrayList<>(List.of("bash", script.toString()));
    Stream.of(args).forEach(arg -> command.add(arg.toString()));
    ProcessBuilder builder = new ProcessBuilder(command).directory(temp.toFile());
    Map<String, String> variables = builder.environment();
    variables.keySet().removeIf(name -> name.matches("LC_.*|LANG|.*JAVA_.*|VAE_.*"));
    variables.put("JAVA_HOME", System.getProperty("java.home"));
    variables.put("VAE_OPTS", "-XX:TieredStopAtLevel=1");
    variables.putAll(environment);
    Process process = builder.redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Outcome(process.waitFor(), text);
  }

  /** A jar as others make it, of the sources of vae-examples and of a data set. */
  private Path plugIns() throws IOException {
    Path classes = Files.createDirectories(temp.resolve("classes"));
    Path source = Files.createDirectories(temp.resolve("source"));
    Files.writeString(
        source.resolve("Stripes.java"),
        """
        import org.vae4j.data.*;
        public class Stripes implements DatasetProvider {
          public String name() { return "stripes"; }
          public String description() { return "stripes"; }
          public DataSplit load() {
            byte[] pixels = new byte[20 * 16];
            for (int i = 0; i < pixels.length; i++) {
              pixels[i] = (byte) (i % 3 * 100);
            }
            return new DataSplit(ImageDataset.of(pixels, null, 4, 4), null);
          }
        }
        """);
    Files.writeString(
        source.resolve("Residual.java"),
        """
        import java.nio.file.Path;
        import java.util.Map;
        import org.vae4j.nn.*;
        import org.vae4j.loss.Losses;
        import org.vae4j.tensor.*;
        import org.vae4j.vae.*;
        public class Residual {
          public static void main(String[] args) throws Exception {
            Layer block = Layers.find().create(new LayerSpec("residual", Map.of("name", "block", "width", "16")));
            Vae vae = new Vae(16, 2, Sequential.of(block),
                new Dense("fc21", 16, 2, Activation.IDENTITY), new Dense("fc22", 16, 2, Activation.IDENTITY),
                Sequential.of(new Dense("fc4", 2, 16, Activation.TANH)), Losses.create("charbonnier"));
            try (Backend backend = Backends.find().open("loops");
                VaeModel model = VaeModel.initialise(vae, backend, DType.F32, 1)) {
              ModelFile.write(Path.of(args[0]), model);
            }
          }
        }
        """);
    Path examples = TOP.resolve("vae-examples/src/main/java/org/vae4j/examples");
    List<String> arguments = new ArrayList<>(List.of("-nowarn", "-proc:none", "-d"));
    arguments.add(classes.toString());
    arguments.addAll(List.of("-cp", System.getProperty("java.class.path")));
    for (String name : List.of("NewEngine", "ResidualLayer", "CharbonnierLoss", "Adagrad")) {
      arguments.add(examples.resolve(name + ".java").toString());
    }
    arguments.add(source.resolve("Stripes.java").toString());
    arguments.add(source.resolve("Residual.java").toString());
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(
                new ByteArrayInputStream(new byte[0]),
                null,
                null,
                arguments.toArray(String[]::new));
    assertThat(result).isZero();
    Path services = Files.createDirectories(classes.resolve("META-INF/services"));
    String example = "org.vae4j.examples.";
    service(services, "tensor.BackendProvider", example + "NewEngine");
    service(services, "nn.LayerProvider", example + "ResidualLayer$Provider");
    service(services, "loss.LossProvider", example + "CharbonnierLoss$Provider");
    service(services, "optim.OptimizerProvider", example + "Adagrad$Provider");
    service(services, "data.DatasetProvider", "Stripes");
    Path jar = temp.resolve("plug ins.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
        Files.copy(file, out);
      }
    }
    return jar;
  }

  private static void service(Path services, String type, String provider) throws IOException {
    Files.writeString(services.resolve("org.vae4j." + type), provider);
  }

  @Test
  void plugInsOfAJarReachTheCommandLine() throws Exception {
    Path jar = plugIns();
    Map<String, String> with = Map.of("VAE_CLASSPATH", jar.toString());
    Object[] train = {
      "train",
      "--backend",
      "loops",
      "--data",
      "stripes",
      "--optimizer",
      "adagrad",
      "--likelihood",
      "charbonnier",
      "--hidden",
      4,
      "--latent",
      2,
      "--epochs",
      1,
      "--out",
      "run"
    };
    Outcome trained = vae(with, train);
    assertThat(trained.exitCode()).as(trained.text()).isZero();
    assertThat(Files.readString(temp.resolve("run/run.json")))
        .contains("loops", "stripes", "adagrad", "charbonnier");

    Process maker =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path") + File.pathSeparator + jar,
                "Residual",
                temp.resolve("residual.safetensors").toString())
            .inheritIO()
            .start();
    assertThat(maker.waitFor()).isZero();
    Outcome sampled =
        vae(with, "sample", "residual.safetensors", "--backend", "loops", "--out", "s.png");
    assertThat(sampled.exitCode()).as(sampled.text()).isZero();

    Outcome without = vae(Map.of(), train);
    assertThat(without.exitCode()).as(without.text()).isEqualTo(ExitCode.USAGE);
    assertThat(without.text()).contains("there is no 'charbonnier'");
  }

  @Test
  void aPlugInThatIsNotThereIsNamed() throws Exception {
    assertThat(vae(Map.of("VAE_CLASSPATH", "nowhere.jar"), "backends"))
        .isEqualTo(
            new Outcome(
                ExitCode.NO_INPUT,
                "vae: VAE_CLASSPATH names 'nowhere.jar', which is not there; expected jars or"
                    + " folders of classes, separated by colons\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "POSIX", "xx_XX.UTF-8", "xx_XX.ISO-8859-1", ""})
  void pathsNeedNoLocaleThatHasTheirLetters(String locale) throws Exception {
    Path data = Path.of(URI.create(temp.toUri() + "%C3%A4%E7%8C%AB.csv"));
    Files.writeString(data, TABLE);
    Path list = temp.resolve("train.sh");
    // the names in a script's bytes: this test's locale may lack them too
    Files.writeString(
        list,
        "exec bash checkout/vae train --quiet --backend ejml --data ä猫.csv --hidden 4 --latent 1"
            + " --epochs 1 --out ö狗\n");
    Outcome outcome = run(list, locale.isEmpty() ? Map.of() : Map.of("LC_ALL", locale));
    assertThat(outcome.exitCode()).as(outcome.text()).isZero();
    assertThat(Path.of(URI.create(temp.toUri() + "%C3%B6%E7%8B%97/run.json"))).exists();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-Xmx40m", "-Xmx40960k", "-XX:MaxHeapSize=41943040", "-Xmx300m"})
  void theUsersMostMemoryMayBeLess(String option) throws Exception {
    Outcome outcome = vae(Map.of("VAE_OPTS", option), "--version");
    assertThat(outcome.exitCode()).as(outcome.text()).isZero();
    assertThat(outcome.text()).startsWith("vae ");
  }

  @Test
  void aColonInTheCheckoutsPathIsRefused() throws Exception {
    Path script = checkout(temp.resolve("with:colon")).resolve("vae");
    Outcome outcome = run(script, Map.of(), "--version");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.NO_ENGINE);
    assertThat(outcome.text())
        .isEqualTo(
            "vae: the folder "
                + temp.toRealPath().resolve("with:colon")
                + " has a colon in its path, which ends a name on a class path; move or rename"
                + " it\n");
  }
}
