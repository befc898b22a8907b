package org.vae4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectNestedClass;
import static org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder.request;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherFactory;
import org.vae4j.tensor.Backend;
import org.vae4j.testkit.BackendConformance.Concurrency;
import org.vae4j.testkit.BackendConformance.Elementwise;
import org.vae4j.testkit.BackendConformance.Fused;
import org.vae4j.testkit.BackendConformance.Gemm;
import org.vae4j.testkit.BackendConformance.Gradients;
import org.vae4j.testkit.BackendConformance.Lifecycle;
import org.vae4j.testkit.BackendConformance.Memory;
import org.vae4j.testkit.BackendConformance.Operands;
import org.vae4j.testkit.BackendConformance.SpecialValues;
import org.vae4j.testkit.BackendConformance.Sum;

final class WrongEnginesTest {

  /**
   * A mistake, the suite and the test of the kit that has to find it, and what its message has to
   * say.
   */
  record Mistake(
      String name, Supplier<Backend> engine, Class<?> suite, String foundBy, List<String> message) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Mistake mistake(
      String name, Supplier<Backend> engine, Class<?> suite, String foundBy, String... message) {
    return new Mistake(name, engine, suite, foundBy, List.of(message));
  }

  record Failure(String test, String message) {}

  /** The kit on the engine that is set here before each run. */
  static final class Subject extends BackendConformance {
    static Supplier<Backend> engine = ReferenceBackend::new;

    @Override
    protected Backend backend() {
      return engine.get();
    }
  }

  static Stream<Mistake> mistakes() {
    return Stream.of(
        mistake(
            "gemm ignores beta",
            WrongEngines::gemmIgnoresBeta,
            Gemm.class,
            "gemmMatchesTheTripleLoop",
            "gemm F32 of a 1×1 and b 1×1",
            "beta 1.0",
            "element [0, 0]",
            "expected"),
        mistake(
            "axpby multiplies NaN by beta 0",
            WrongEngines::axpbyMultipliesNanByBetaZero,
            SpecialValues.class,
            "betaZeroOverwritesNanAndInfinityAndOtherBetasKeepThem",
            "axpby with beta 0",
            "over NaN"),
        mistake(
            "gemm swaps transpose flags",
            WrongEngines::gemmSwapsTransposeFlags,
            Gemm.class,
            "gemmMatchesTheTripleLoop",
            "gemm",
            "transposed",
            "expected"),
        mistake(
            "gemm skips zeros",
            WrongEngines::gemmSkipsZeros,
            SpecialValues.class,
            "gemmCarriesNanToItsRowAndColumnOnly",
            "gemm(false, false, ...)",
            "times 0 in b",
            "is NaN"),
        mistake(
            "relu turns NaN to 0",
            WrongEngines::reluTurnsNanToZero,
            SpecialValues.class,
            "unaryTakesEverySpecialValue",
            "unary RELU F32 of NaN is 0.0, expected NaN"),
        mistake(
            "softplus overflows",
            WrongEngines::softplusOverflows,
            Elementwise.class,
            "unaryMatchesItsDefinition",
            "unary SOFTPLUS F32",
            "expected"),
        mistake(
            "unary leaves zeros as they were",
            WrongEngines::unaryLeavesZerosAsTheyWere,
            Operands.class,
            "whatAnOutputHeldBeforeDoesNotMatter",
            "unary(",
            "into outputs that held NaN"),
        mistake(
            "unary in place works twice",
            WrongEngines::unaryInPlaceWorksTwice,
            Elementwise.class,
            "unaryMatchesItsDefinition",
            "in place, against a separate output"),
        mistake(
            "row spreads as column",
            WrongEngines::rowSpreadsAsColumn,
            Elementwise.class,
            "binarySpreadsARowAColumnAndASingleValue",
            "binary ADD F32 with b 1×13",
            "expected"),
        mistake(
            "scale rounds to float",
            WrongEngines::scaleRoundsToFloat,
            Elementwise.class,
            "scaleMultipliesAndShifts",
            "scale by",
            "F64",
            "expected"),
        mistake(
            "scale flushes subnormal numbers",
            WrongEngines::scaleFlushesSubnormalNumbers,
            SpecialValues.class,
            "subnormalNumbersAreNotFlushedToZero",
            "scale of subnormal numbers by 1",
            "is 0.0, expected"),
        mistake(
            "scale shares scratch space",
            WrongEngines::scaleSharesScratchSpace,
            Concurrency.class,
            "fourThreadsAtOnceGiveTheBitsOfOne",
            "with three more threads",
            "expected exactly"),
        mistake(
            "sum runs over the wrong axis",
            WrongEngines::sumRunsOverTheWrongAxis,
            Sum.class,
            "sumMatchesAPlainLoop",
            "sum over ROWS of 1×5 F32",
            "expected"),
        mistake(
            "sum differs from call to call",
            WrongEngines::sumDiffersFromCallToCall,
            Concurrency.class,
            "theSameCallTwiceGivesTheSameBits",
            "sum(",
            "the second time",
            "expected exactly"),
        mistake(
            "copyColumns clears the others",
            WrongEngines::copyColumnsClearsTheOthers,
            Memory.class,
            "copyColumnsLeavesOtherColumnsAlone",
            "copyColumns F32, 9 from 4 of 7×13 to 20 of 7×31",
            "is 0.0, expected exactly NaN"),
        mistake(
            "write ignores offset",
            WrongEngines::writeIgnoresOffset,
            Memory.class,
            "writeChangesItsRangeOnly",
            "write(out, 11, double[40], 5, 23) F32",
            "expected exactly"),
        mistake(
            "keeps tensors",
            WrongEngines::keepsTensors,
            Lifecycle.class,
            "closedTensorsAreNotKept",
            "closed tensors, of 32, that the engine still holds"),
        mistake(
            "affine forgets bias",
            WrongEngines::affineForgetsBias,
            Fused.class,
            "fusedOperationMatchesItsDefault",
            "affine(",
            "against the default",
            "expected"),
        mistake(
            "adam forgets epsilon",
            WrongEngines::adamForgetsEpsilon,
            Fused.class,
            "fusedOperationMatchesItsDefault",
            "adam(",
            "operand 1 against the default",
            "expected"),
        mistake(
            "gaussianKl uses its input as scratch space",
            WrongEngines::gaussianKlUsesItsInputAsScratchSpace,
            Operands.class,
            "inputsStayAsTheyWere",
            "gaussianKl(",
            "operand 1 afterwards"),
        mistake(
            "tanh gradient is that of sigmoid",
            WrongEngines::tanhGradientIsThatOfSigmoid,
            Gradients.class,
            "gradientOfOperation",
            "tanh(3×4): gradient of leaf 1 against finite differences: element [0, 0] of 3×4",
            "expected"),
        mistake(
            "closing one closes all",
            WrongEngines::closingOneClosesAll,
            Lifecycle.class,
            "closingOneEngineLeavesAnotherAtWork",
            "after another engine was closed"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void theKitFindsTheMistakeAndSaysIt(Mistake mistake) {
    List<Failure> failures = run(mistake.suite(), mistake.engine());
    assertThat(failures)
        .extracting(Failure::test)
        .as("tests that failed")
        .contains(mistake.foundBy());
    assertThat(failures)
        .filteredOn(failure -> failure.test().equals(mistake.foundBy()))
        .as("failures of %s", mistake.foundBy())
        .anySatisfy(
            failure ->
                assertThat(failure.message()).contains(mistake.message().toArray(String[]::new)));
  }

  private static List<Failure> run(Class<?> suite, Supplier<Backend> engine) {
    List<Failure> failures = new ArrayList<>();
    TestExecutionListener listener =
        new TestExecutionListener() {
          @Override
          public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            result
                .getThrowable()
                .ifPresent(
                    thrown ->
                        failures.add(
                            new Failure(method(test), String.valueOf(thrown.getMessage()))));
          }
        };
    Subject.engine = engine;
    try {
      LauncherFactory.create()
          .execute(
              request().selectors(selectNestedClass(List.of(Subject.class), suite)).build(),
              listener);
    } finally {
      Subject.engine = ReferenceBackend::new;
    }
    return failures;
  }

  private static String method(TestIdentifier test) {
    return test.getSource()
        .filter(org.junit.platform.engine.support.descriptor.MethodSource.class::isInstance)
        .map(
            source ->
                ((org.junit.platform.engine.support.descriptor.MethodSource) source)
                    .getMethodName())
        .orElse(test.getDisplayName());
  }
}
