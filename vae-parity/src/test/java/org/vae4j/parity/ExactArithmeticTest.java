package org.vae4j.parity;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** Nothing that trains calls what may give other bits on another Java or machine. */
final class ExactArithmeticTest {
  /** The methods of Math that may be off by an ulp or more, hence intrinsics of a processor. */
  private static final Set<String> LOOSE =
      Set.of(
          "sin",
          "cos",
          "tan",
          "asin",
          "acos",
          "atan",
          "atan2",
          "sinh",
          "cosh",
          "tanh",
          "exp",
          "expm1",
          "log",
          "log10",
          "log1p",
          "pow",
          "cbrt",
          "hypot",
          "toRadians",
          "toDegrees");

  /** Sums and orders that Java leaves to the implementation. */
  private static final Set<String> UNORDERED =
      Set.of("parallel", "parallelStream", "parallelSetAll", "parallelPrefix", "unordered");

  private static final ArchRule RULE =
      noClasses()
          .should()
          .callMethodWhere(
              DescribedPredicate.describe(
                  "it may give other bits elsewhere; use FloatMath, StrictMath or a plain loop",
                  ExactArithmeticTest::loose));

  private static boolean loose(JavaMethodCall call) {
    String name = call.getName();
    String owner = call.getTargetOwner().getName();
    return (owner.equals("java.lang.Math") && LOOSE.contains(name))
        || UNORDERED.contains(name)
        || (owner.equals("java.util.stream.DoubleStream")
            && Set.of("sum", "average", "summaryStatistics").contains(name))
        || (owner.equals("java.util.stream.Collectors") && name.endsWith("Double"));
  }

  @Test
  void theFrameworkAndItsEnginesCallNoneOfThem() {
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(
                "org.vae4j.tensor",
                "org.vae4j.backend",
                "org.vae4j.random",
                "org.vae4j.autograd",
                "org.vae4j.nn",
                "org.vae4j.loss",
                "org.vae4j.optim",
                "org.vae4j.data",
                "org.vae4j.vae",
                "org.vae4j.train");
    assertThat(classes).hasSizeGreaterThan(80);
    RULE.check(classes);
  }

  @Test
  void theRuleSeesSuchCalls() {
    for (Class<?> sloppy : new Class<?>[] {Power.class, Sum.class}) {
      assertThat(RULE.evaluate(new ClassFileImporter().importClasses(sloppy)).hasViolation())
          .as(sloppy.getSimpleName())
          .isTrue();
    }
  }

  @SuppressWarnings("UnusedMethod") // only looked at
  private static final class Power {
    static double of(double x) {
      return Math.pow(x, 3);
    }
  }

  @SuppressWarnings("UnusedMethod") // only looked at
  private static final class Sum {
    static double of(double... x) {
      return DoubleStream.of(x).sum();
    }
  }
}
