package org.vae4j.testkit;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Nested;
import org.vae4j.tensor.Backend;

/**
 * What an engine has to pass. To subject an engine to it, say how to make one:
 *
 * <pre>{@code
 * public final class EjmlConformanceTest extends BackendConformance {
 *   @Override
 *   protected Backend backend() {
 *     return new EjmlProvider().create();
 *   }
 * }
 * }</pre>
 *
 * <p>Everything is tried in binary32 and binary64, through the checks that stand in front of every
 * engine in the product. The bounds are those of {@link Tolerance}.
 */
public abstract class BackendConformance {

  /** Makes the engine, without checks in front of it; called for each test, which closes it. */
  protected abstract Backend backend();

  /**
   * Fails where nothing else of this class runs: no test to JUnit 5, but to Maven's Surefire before
   * 2.22, which takes it for one by its name if the class is public.
   */
  public final void testsOfJUnit5NeedANewerRunner() {
    Assertions.fail(
        "conformance kit: this runner finds no JUnit 5 tests, so nothing was tested; use"
            + " maven-surefire-plugin 3 or newer");
  }

  @Nested
  final class Memory extends MemorySuite {
    Memory() {
      super(BackendConformance.this::backend);
    }
  }

  @Nested
  final class Elementwise extends ElementwiseSuite {
    Elementwise() {
      super(BackendConformance.this::backend);
    }
  }

  @Nested
  final class Gemm extends GemmSuite {
    Gemm() {
      super(BackendConformance.this::backend);
    }
  }

  @Nested
  final class Sum extends SumSuite {
    Sum() {
      super(BackendConformance.this::backend);
    }
  }

  @Nested
  final class SpecialValues extends SpecialValuesSuite {
    SpecialValues() {
      super(BackendConformance.this::backend);
    }
  }

  @Nested
  final class Operands extends OperandsSuite {
    Operands() {
      super(BackendConformance.this::backend);
    }
  }

  @Nested
  final class Fused extends FusedSuite {
    Fused() {
      super(BackendConformance.this::backend);
    }
  }

  @Nested
  final class Checks extends ChecksSuite {
    Checks() {
      super(BackendConformance.this::backend);
    }
  }

  @Nested
  final class Lifecycle extends LifecycleSuite {
    Lifecycle() {
      super(BackendConformance.this::backend);
    }
  }

  @Nested
  final class Concurrency extends ConcurrencySuite {
    Concurrency() {
      super(BackendConformance.this::backend);
    }
  }

  @Nested
  final class Gradients extends GradientSuite {
    Gradients() {
      super(BackendConformance.this::backend);
    }
  }

  @Nested
  final class Passes extends PassSuite {
    Passes() {
      super(BackendConformance.this::backend);
    }
  }
}
