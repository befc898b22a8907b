package org.vae4j.view.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vae4j.train.EpochMetrics;
import org.vae4j.train.TrainingListener;
import org.vae4j.vae.VaeModel;
import org.vae4j.view.Trained;

final class RunReportTest {
  @TempDir Path temp;

  /** Writes a report after each epoch; one that another process began is gone on with at some. */
  private List<EpochMetrics> train(Path file, int epochs, int newProcessAfter) {
    List<EpochMetrics> done = new ArrayList<>();
    try (VaeModel model = Trained.fresh(3)) {
      Trained.train(
          model,
          epochs,
          new TrainingListener() {
            private RunReport report = report(file, epochs);

            @Override
            public void onEpoch(EpochMetrics measured) {
              EpochMetrics epoch = timeless(measured);
              try {
                report.add(epoch, model);
                report.show(epoch.epoch(), model);
                report.write();
                done.add(epoch);
                if (epoch.epoch() == newProcessAfter) {
                  report = report(file, epochs);
                  assertThat(report.resume(done)).isTrue();
                }
                if (epoch.epoch() == epochs) {
                  finish(report, epochs, model);
                }
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            }
          });
    }
    return done;
  }

  private static RunReport report(Path file, int epochs) {
    return new RunReport(file, "run", Trained.examples(), "test", new KeptEpochs(epochs), 1);
  }

  private void finish(RunReport report, int epoch, VaeModel model) throws IOException {
    report.state("finished");
    report.show(epoch, model);
    report.write();
    for (String plot : RunReport.plots()) {
      report.plot(plot, temp);
    }
  }

  private static List<Integer> frames(Path file) throws IOException {
    return ReportData.frames(Files.readString(file), Trained.examples().form()).stream()
        .map(Frame::epoch)
        .toList();
  }

  private static EpochMetrics timeless(EpochMetrics e) {
    return new EpochMetrics(e.epoch(), e.step(), e.train(), e.test(), 1000, 1);
  }

  @Test
  void aRunThatWentOnGivesTheSameBytes() throws IOException {
    train(temp.resolve("once.html"), 4, 0);
    train(temp.resolve("twice.html"), 4, 2);
    assertThat(temp.resolve("twice.html")).hasSameBinaryContentAs(temp.resolve("once.html"));
  }

  @Test
  void aReportOfAnEpochThatIsDoneAgainIsTakenBack() throws IOException {
    train(temp.resolve("once.html"), 3, 0);
    List<EpochMetrics> two = train(temp.resolve("ahead.html"), 3, 0).subList(0, 2);
    RunReport report = report(temp.resolve("ahead.html"), 3);
    assertThat(report.resume(two)).isTrue();
    assertThat(
            ReportData.frames(
                Files.readString(temp.resolve("ahead.html")), Trained.examples().form()))
        .extracting(Frame::epoch)
        .containsExactly(1, 2, 3);
  }

  @Test
  void aFileThatIsNoReportCostsThePicturesOnly() throws IOException {
    List<EpochMetrics> done = train(temp.resolve("run.html"), 2, 0);
    for (String broken :
        List.of(
            "",
            "<script type=\"application/json\" id=\"data\">{\"frames\":[{\"epoch\":</script>")) {
      Path file = Files.writeString(temp.resolve("broken.html"), broken);
      RunReport report = report(file, 3);
      assertThat(report.resume(done)).isFalse();
      try (VaeModel model = Trained.fresh(3)) {
        finish(report, 2, model);
      }
      assertThat(file).content().contains("\"state\":\"finished\"");
      assertThat(frames(file)).as("the model that is shown").containsExactly(2);
    }
  }

  @Test
  void ofALongRunOneEpochInThreeKeepsItsPicturesTheModelAndTheLast() throws IOException {
    Path file = temp.resolve("long.html");
    RunReport report = report(file, 150);
    try (VaeModel model = Trained.fresh(2)) {
      List<EpochMetrics> done = train(temp.resolve("short.html"), 1, 0);
      for (int epoch = 1; epoch <= 11; epoch++) {
        EpochMetrics first = done.get(0);
        report.add(new EpochMetrics(epoch, epoch, first.train(), null, 1, 1), model);
      }
      report.show(4, model);
      report.write();
    }
    assertThat(ReportData.frames(Files.readString(file), Trained.examples().form()))
        .extracting(Frame::epoch)
        .containsExactly(1, 3, 4, 6, 9, 11);
  }

  @Test
  void plotsArePictures() throws IOException {
    train(temp.resolve("run.html"), 1, 0);
    for (String name : List.of("loss", "loss-reconstruction", "loss-kl", "latent", "kl")) {
      BufferedImage plot = ImageIO.read(temp.resolve(name + ".png").toFile());
      assertThat(plot.getHeight()).isEqualTo(800);
      assertThat(plot.getRGB(0, 0)).isEqualTo(0xFFFFFFFF);
      int dark = 0;
      for (int i = 0; i < 800 * 800; i++) {
        dark += (plot.getRGB(i % 800, i / 800) & 0xFF) < 0xC0 ? 1 : 0;
      }
      assertThat(dark).as(name).isGreaterThan(500);
    }
  }
}
