package org.vae4j.parity;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The structure of docs/architecture.md, held against the classes. */
@AnalyzeClasses(packages = "org.vae4j", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
  private static final String CLI = "org.vae4j.cli..";

  @ArchTest
  static final ArchRule noCycles = slices().matching("org.vae4j.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule coreIsLayered =
      Architectures.layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("tensor")
          .definedBy("org.vae4j.tensor", "org.vae4j.tensor.kernel", "org.vae4j.tensor.exact")
          .layer("random")
          .definedBy("org.vae4j.random")
          .layer("spi")
          .definedBy("org.vae4j.spi")
          .layer("autograd")
          .definedBy("org.vae4j.autograd")
          .layer("nn")
          .definedBy("org.vae4j.nn")
          .layer("loss")
          .definedBy("org.vae4j.loss")
          .layer("optim")
          .definedBy("org.vae4j.optim")
          .layer("io")
          .definedBy("org.vae4j.io")
          .layer("data")
          .definedBy("org.vae4j.data")
          .layer("vae")
          .definedBy("org.vae4j.vae")
          .layer("train")
          .definedBy("org.vae4j.train")
          .layer("evaluate")
          .definedBy("org.vae4j.evaluate")
          .whereLayer("tensor")
          .mayOnlyAccessLayers("spi")
          .whereLayer("random")
          .mayNotAccessAnyLayer()
          .whereLayer("spi")
          .mayNotAccessAnyLayer()
          .whereLayer("autograd")
          .mayOnlyAccessLayers("tensor")
          .whereLayer("nn")
          .mayOnlyAccessLayers("autograd", "tensor", "random", "spi")
          .whereLayer("loss")
          .mayOnlyAccessLayers("nn", "autograd", "tensor", "spi")
          .whereLayer("optim")
          .mayOnlyAccessLayers("autograd", "tensor", "spi")
          .whereLayer("io")
          .mayOnlyAccessLayers("tensor")
          .whereLayer("data")
          .mayOnlyAccessLayers("io", "loss", "random", "spi")
          .whereLayer("vae")
          .mayOnlyAccessLayers("nn", "loss", "autograd", "tensor", "random", "io", "data")
          .whereLayer("train")
          .mayOnlyBeAccessedByLayers("evaluate")
          .whereLayer("evaluate")
          .mayNotBeAccessedByAnyLayer();

  @ArchTest
  static final ArchRule ejmlStaysInItsModule =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.vae4j.backend.ejml..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.ejml..");

  @ArchTest
  static final ArchRule jblasStaysInItsModule =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.vae4j.backend.jblas..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.jblas..");

  @ArchTest
  static final ArchRule nd4jStaysInItsModule =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.vae4j.backend.nd4j..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.nd4j..");

  @ArchTest
  static final ArchRule enginesDoNotKnowTheFramework =
      classes()
          .that()
          .resideInAPackage("org.vae4j.backend..")
          .should()
          .onlyDependOnClassesThat(
              DescribedPredicate.describe(
                  "are of their own package, of org.vae4j.tensor, or not of VAE4J",
                  c ->
                      !c.getPackageName().startsWith("org.vae4j.")
                          || c.getPackageName().startsWith("org.vae4j.backend.")
                          || c.getPackageName().startsWith("org.vae4j.tensor")));

  @ArchTest
  static final ArchRule enginesDoNotKnowEachOther =
      slices().matching("org.vae4j.backend.(*)..").should().notDependOnEachOther();

  @ArchTest
  static final ArchRule anEngineHasOnePublicClass =
      classes()
          .that()
          .resideInAPackage("org.vae4j.backend..")
          .and()
          .arePublic()
          .should()
          .haveSimpleNameEndingWith("Provider");

  @ArchTest
  static final ArchRule wiringIsInTheCommandLine =
      noClasses()
          .that()
          .resideOutsideOfPackage(CLI)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.google.inject..", "picocli..");

  @ArchTest
  static final ArchRule testLibrariesAreInTheTestkit =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.vae4j.testkit..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.junit..", "org.assertj..");

  @ArchTest
  static final ArchRule randomnessIsInRandom =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.vae4j.random")
          .and()
          .doNotHaveFullyQualifiedName("org.vae4j.cli.ExploreCommand") // a secret token
          .should()
          .dependOnClassesThat()
          .haveNameMatching(
              "java\\.(util|security)\\.(.*Random|UUID|concurrent\\.ThreadLocalRandom)")
          .orShould()
          .callMethod(Math.class, "random");

  @ArchTest
  static final ArchRule theClockIsOutsideOfTheModel =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "org.vae4j.train", CLI, "org.vae4j.benchmarks..", "org.vae4j.examples..")
          .should()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .dependOnClassesThat()
          .resideInAPackage("java.time..");

  @ArchTest
  static final ArchRule standardStreamsAreTheCommandLines =
      noClasses()
          .that()
          .resideOutsideOfPackages(CLI, "org.vae4j.examples..", "org.vae4j.benchmarks..")
          .should(ACCESS_STANDARD_STREAMS);

  @ArchTest
  static final ArchRule noGenericExceptions = noClasses().should(THROW_GENERIC_EXCEPTIONS);

  @ArchTest
  static final ArchRule noJavaSerialization =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveNameMatching("java\\.io\\.Object(In|Out)putStream");

  @ArchTest
  static final ArchRule classesAreAbstractOrFinal =
      classes()
          .that()
          .areNotInterfaces()
          .and()
          .areNotEnums()
          .and()
          .areNotAnonymousClasses()
          .should(
              com.tngtech.archunit.lang.conditions.ArchConditions.be(
                  DescribedPredicate.describe(
                      "abstract or final",
                      (JavaClass c) ->
                          c.getModifiers().contains(JavaModifier.ABSTRACT)
                              || c.getModifiers().contains(JavaModifier.FINAL)
                              || c.isAssignableTo(Enum.class))));

  @Test
  void theRulesSawTheClasses() {
    JavaClasses all =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.vae4j");
    assertThat(all.stream().map(JavaClass::getName).toList())
        .containsAll(
            List.of(
                "org.vae4j.tensor.CheckedBackend",
                "org.vae4j.autograd.Tape",
                "org.vae4j.train.Trainer",
                "org.vae4j.backend.ejml.EjmlProvider",
                "org.vae4j.backend.jblas.JblasProvider",
                "org.vae4j.backend.nd4j.Nd4jProvider",
                "org.vae4j.dataset.mnist.Mnist",
                "org.vae4j.testkit.BackendConformance",
                "org.vae4j.cli.Main"));
    assertThat(all).hasSizeGreaterThan(120);
  }
}
