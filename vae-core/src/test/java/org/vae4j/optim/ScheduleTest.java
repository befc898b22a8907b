package org.vae4j.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ScheduleTest {

  @Test
  void stepsTakeEffectAfterTheirEpochs() {
    Schedule published = new Schedule.Step(0.5, List.of(200, 350));
    assertThat(published.factor(0, 500)).isEqualTo(1);
    assertThat(published.factor(199.998, 500)).isEqualTo(1);
    assertThat(published.factor(200, 500)).isEqualTo(0.5);
    assertThat(published.factor(349.9, 500)).isEqualTo(0.5);
    assertThat(published.factor(350, 500)).isEqualTo(0.25);
  }

  @Test
  void cosineFallsFromOneToItsLastValue() {
    Schedule cosine = new Schedule.Cosine(0.1);
    assertThat(cosine.factor(0, 8)).isEqualTo(1);
    assertThat(cosine.factor(4, 8)).isCloseTo(0.55, within(1e-15));
    assertThat(cosine.factor(8, 8)).isCloseTo(0.1, within(1e-15));
    assertThat(new Schedule.Cosine(0).factor(7.999, 8)).isPositive().isLessThan(1e-6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"constant", "cosine:0.01", "step:0.6309573444801932@200,350"})
  void textIsReadAndWrittenAlike(String text) {
    assertThat(Schedule.parse(text)).hasToString(text);
  }

  @Test
  void aCosineGoesDownToNothingUnlessTold() {
    assertThat(Schedule.parse("cosine")).isEqualTo(new Schedule.Cosine(0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "linear",
        "step",
        "step:0.5",
        "step:0.5@",
        "step:0.5@3,2",
        "step:0.5@0",
        "step:-1@3",
        "step:x@3",
        "step:0.5@3.5",
        "cosine:",
        "cosine:2",
        "cosine:NaN",
        "constant:1"
      })
  void otherTextIsRefusedWithWhatIsExpected(String text) {
    assertThatThrownBy(() -> Schedule.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("schedule: ")
        .hasMessageContaining("expected");
  }

  @Test
  void aWarmupRisesStepByStepToOne() {
    Warmup steps = Warmup.parse("4steps");
    assertThat(steps.factor(0, 100)).isEqualTo(0.25);
    assertThat(steps.factor(2, 100)).isEqualTo(0.75);
    assertThat(steps.factor(3, 100)).isEqualTo(1);
    assertThat(steps.factor(1_000_000, 100)).isEqualTo(1);
    Warmup epochs = Warmup.parse("2epochs");
    assertThat(epochs.factor(49, 50)).isEqualTo(0.5);
    assertThat(epochs.factor(99, 50)).isEqualTo(1);
    assertThat(Warmup.NONE.factor(0, 50)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "500steps", "3epochs"})
  void aWarmupsTextIsReadAndWrittenAlike(String text) {
    assertThat(Warmup.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0steps", "5", "5min", "-1epochs", "1.5epochs"})
  void otherLengthsAreRefused(String text) {
    assertThatThrownBy(() -> Warmup.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("warm-up: '" + text + "', expected none, or such as 500steps or 5epochs");
  }
}
