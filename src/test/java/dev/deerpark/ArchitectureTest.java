// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.deerpark.base.RecordSerializer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDDLike;
import org.apache.spark.rdd.RDD;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final String ROOT = "dev.deerpark.";
  private static final List<String> LOWEST_FIRST =
      List.of(
          "base",
          "linear",
          "sequence",
          "scan",
          "recurrence",
          "network",
          "kernel",
          "engine",
          "solve",
          "settings",
          "io",
          "spark",
          "plan",
          "report",
          "study",
          "app",
          "ml",
          "cli");

  /** Those that {@code dev.deerpark.Deerpark} is made of. */
  private static final List<String> BELOW_PROGRAMS =
      LOWEST_FIRST.subList(0, LOWEST_FIRST.indexOf("app") + 1);

  private static final Path SOURCES = Path.of("src", "main", "java", "dev", "deerpark");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.deerpark")
          // generated, and not by our rules
          .that(JavaClass.Predicates.resideOutsideOfPackage(ROOT + "network.onnx.proto.."));

  private static String[] withSubpackages(List<String> packages) {
    return packages.stream().map(name -> ROOT + name + "..").toArray(String[]::new);
  }

  @Test
  void aPackageUsesOnlyThoseBelowIt() {
    for (int i = 0; i < LOWEST_FIRST.size() - 1; i++) {
      noClasses()
          .that()
          .resideInAPackage(ROOT + LOWEST_FIRST.get(i) + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(withSubpackages(LOWEST_FIRST.subList(i + 1, LOWEST_FIRST.size())))
          .allowEmptyShould(true)
          .check(CLASSES);
    }
  }

  /** Programs call it; of our own packages, only those at the top may. */
  @Test
  void theEntranceForProgramsLiesAboveWhatItUses() {
    noClasses()
        .that()
        .resideInAnyPackage(withSubpackages(BELOW_PROGRAMS))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.deerpark")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage("dev.deerpark")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            withSubpackages(
                LOWEST_FIRST.subList(LOWEST_FIRST.indexOf("app") + 1, LOWEST_FIRST.size())))
        .check(CLASSES);
  }

  @Test
  void everyPackageHasItsPlaceInTheOrder() throws IOException {
    try (Stream<Path> folders = Files.list(SOURCES).filter(Files::isDirectory)) {
      assertThat(folders.map(folder -> folder.getFileName().toString())).isSubsetOf(LOWEST_FIRST);
    }
  }

  @Test
  void noFolderHoldsMoreThan25Classes() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      Map<Path, Long> classes =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> !file.endsWith("package-info.java"))
              .collect(Collectors.groupingBy(Path::getParent, Collectors.counting()));
      assertThat(classes)
          .isNotEmpty()
          .allSatisfy((folder, count) -> assertThat(count).isLessThan(26));
    }
  }

  @Test
  void whatIsBelowTheClusterKnowsNoSpark() {
    noClasses()
        .that()
        .resideInAnyPackage(withSubpackages(LOWEST_FIRST.subList(0, LOWEST_FIRST.indexOf("io"))))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.spark..")
        .check(CLASSES);
  }

  /** Where each library is known; what is not there yet has its place already. */
  private static final Map<String, String> PLACES =
      Map.of(
          "picocli",
          "cli",
          "org.knowm.xchart",
          "report",
          "org.apache.batik",
          "report",
          "org.hipparchus",
          "study",
          "jdk.incubator.vector",
          "kernel.jvm",
          "com.google.protobuf",
          "network.onnx",
          ROOT + "network.onnx.proto",
          "network.onnx",
          "org.lwjgl",
          "kernel.opencl",
          "org.nd4j",
          "kernel.nd4j",
          "org.apache.spark.ml",
          "ml");

  @Test
  void aLibraryIsKnownInOnePlace() {
    PLACES.forEach(
        (library, place) ->
            noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + place + "..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library + "..")
                .check(CLASSES));
  }

  @Test
  void whatIsSentKnowsNoMoreOfKryoThanTheNameOfItsSerializer() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + "spark..")
        .and()
        .doNotBelongToAnyOf(RecordSerializer.class)
        .should()
        .dependOnClassesThat(
            resideInAPackage("com.esotericsoftware.kryo..")
                .and(not(equivalentTo(DefaultSerializer.class))))
        .check(CLASSES);
  }

  @Test
  void onlyTheCommandLineWritesToTheTerminal() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + "cli..")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(Throwable.class, "printStackTrace")
        .check(CLASSES);
  }

  // They regroup by index or by arrival, so they need an operator that commutes; ours do not.
  @Test
  void noScanElementMeetsAnUnorderedReduction() {
    String unordered = "reduce|fold|treeReduce|treeAggregate";
    noClasses()
        .should()
        .callMethodWhere(
            target(nameMatching(unordered))
                .and(
                    target(owner(assignableTo(RDD.class)))
                        .or(target(owner(assignableTo(JavaRDDLike.class))))))
        .check(CLASSES);
  }

  // A report from another country would have other digits, commas for points, and an i without a
  // dot.
  @Test
  void nothingIsFormattedByTheLocaleOfTheMachine() {
    noClasses()
        .should()
        .callMethod(String.class, "format", String.class, Object[].class)
        .orShould()
        .callMethod(String.class, "formatted", Object[].class)
        .orShould()
        .callMethod(String.class, "toLowerCase")
        .orShould()
        .callMethod(String.class, "toUpperCase")
        .check(CLASSES);
  }

  @Test
  void noStaticFieldCanBeReassigned() {
    fields().that().areStatic().should().beFinal().check(CLASSES);
  }

  /**
   * The three exceptions: an executor has no other place for what outlives a task, the memory of a
   * device is one for all of a process, and a plugin of Spark's cannot be reached from a run.
   */
  @Test
  void whatAStaticFieldHoldsDoesNotChangeButForOpenKernelsDevicesAndARunsFigures() {
    assertThat(
            CLASSES.stream()
                .flatMap(type -> type.getFields().stream())
                .filter(field -> field.getModifiers().contains(JavaModifier.STATIC))
                .filter(field -> changes(field.getRawType()))
                .map(JavaField::getFullName))
        .containsExactlyInAnyOrder(
            ROOT + "app.monitor.RunFigures.OF_THIS_JVM",
            ROOT + "spark.kernel.ExecutorKernels.OF_THIS_JVM",
            ROOT + "kernel.opencl.device.OpenDevices.OF_THIS_PROCESS");
  }

  /** As far as a type tells. A list, set or map that is a constant is one of those that cannot. */
  private static boolean changes(JavaClass type) {
    if (type.isInterface() || type.isEnum() || type.isRecord()) {
      return false;
    }
    boolean ours = type.getPackageName().startsWith(ROOT);
    return ours
        ? type.getAllFields().stream()
            .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
            .anyMatch(ArchitectureTest::changes)
        : type.isAssignableTo(Collection.class)
            || type.isAssignableTo(Map.class)
            || type.getPackageName().startsWith("java.util.concurrent");
  }

  private static boolean changes(JavaField field) {
    JavaClass type = field.getRawType();
    return !field.getModifiers().contains(JavaModifier.FINAL)
        || type.isAssignableTo(Collection.class)
        || type.isAssignableTo(Map.class)
        || changes(type);
  }

  @Test
  void everyPackageIntroducesItself() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      assertThat(
              files
                  .filter(file -> file.toString().endsWith(".java"))
                  .map(Path::getParent)
                  .distinct())
          .isNotEmpty()
          .allSatisfy(folder -> assertThat(folder.resolve("package-info.java")).exists());
    }
  }

  // The formatter adds the header, but passes over the files that introduce packages.
  @Test
  void everySourceNamesItsLicence() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      assertThat(files.filter(file -> file.toString().endsWith(".java")))
          .isNotEmpty()
          .allSatisfy(
              file ->
                  assertThat(Files.readAllLines(file))
                      .element(1)
                      .isEqualTo("// SPDX-License-Identifier: Apache-2.0"));
    }
  }
}
