// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.base.BadInputException;
import dev.deerpark.base.Precision;
import dev.deerpark.engine.TestModels;
import dev.deerpark.kernel.TestGrus;
import dev.deerpark.kernel.TestSpec;
import dev.deerpark.kernel.opencl.GpuOrJvmKernels;
import dev.deerpark.kernel.opencl.OpenClKernels;
import dev.deerpark.kernel.opencl.device.DeviceMemory;
import dev.deerpark.plan.KernelSelection.Gpus;
import dev.deerpark.plan.KernelSelection.Machines;
import dev.deerpark.recurrence.Model;
import dev.deerpark.recurrence.RecurrenceSpec;
import dev.deerpark.settings.KernelChoice;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KernelSelectionTest {
  private static final Model GRU = model("gru", TestGrus.gru(1, 3, 1, new Random(1)));
  private static final Model OTHER = model("other", () -> TestModels.linear(2, 1, 1));

  private static Model model(String type, RecurrenceSpec spec) {
    return Model.of("m", type, spec, 1, "");
  }

  private static KernelSelection selected(boolean vectors, KernelChoice choice, Model model) {
    return selected(choice, model, new Machines(vectors, Gpus.NONE));
  }

  private static KernelSelection selected(KernelChoice choice, Model model, Machines machines) {
    return KernelSelection.of(choice, model, Precision.FLOAT, DeviceMemory.parse("0.8"), machines);
  }

  private static void require(String kernel, boolean vectors, KernelChoice choice, Model model) {
    KernelSelection selection = selected(vectors, choice, model);
    assertThat(selection.factory().name()).isEqualTo(kernel);
    assertThat(selection.warning()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource
  void autoTakesTheFastKernelForEveryModelThatComesAlong(String words) {
    Model model = model(words, TestSpec.of(words, 1, new Random(1)).model());
    require("jvm", true, KernelChoice.AUTO, model);
  }

  static List<String> autoTakesTheFastKernelForEveryModelThatComesAlong() {
    return TestSpec.everyModel(5, 1);
  }

  @Test
  void autoTakesTheFastKernelWhereItCan() {
    require("jvm", true, KernelChoice.AUTO, GRU);
    require("reference", true, KernelChoice.AUTO, OTHER);
  }

  @Test
  void nd4jIsTakenWhereItIsNamedAndKnowsTheModel() {
    require("nd4j", false, KernelChoice.ND4J, GRU);
    assertThatThrownBy(() -> selected(true, KernelChoice.ND4J, OTHER))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("--kernel nd4j: ", "no model of type other");
  }

  @Test
  void manySeriesAreRefusedByNd4jAlone() {
    for (KernelChoice choice : KernelChoice.values()) {
      KernelSelection selection = selected(true, choice, GRU);
      if (choice == KernelChoice.ND4J) {
        assertThatThrownBy(selection::ofManySeries)
            .isInstanceOf(BadInputException.class)
            .hasMessageContainingAll("--kernel nd4j: ", "--kernel jvm");
      } else {
        assertThat(selection.ofManySeries()).isEqualTo(selection);
      }
    }
  }

  @Test
  void withoutTheVectorApiAutoFallsBackWithAWarning() {
    KernelSelection selection = selected(false, KernelChoice.AUTO, GRU);
    assertThat(selection.factory().name()).isEqualTo("reference");
    assertThat(selection.warning().orElseThrow()).contains("--add-modules=jdk.incubator.vector");
    require("reference", false, KernelChoice.AUTO, OTHER);
  }

  @Test
  void autoTakesGpusWhereTasksAreGivenThemAndNeverAProcessorInTheirPlace() {
    KernelSelection selection = selected(KernelChoice.AUTO, GRU, new Machines(true, Gpus.GIVEN));
    assertThat(selection.factory()).isInstanceOf(GpuOrJvmKernels.class);
    assertThat(((GpuOrJvmKernels) selection.factory()).opencl().processors()).isFalse();
    assertThat(selected(KernelChoice.AUTO, OTHER, new Machines(true, Gpus.GIVEN)).factory().name())
        .isEqualTo("reference");
    assertThat(selected(KernelChoice.JVM, GRU, new Machines(true, Gpus.GIVEN)).factory().name())
        .isEqualTo("jvm");
  }

  @Test
  void theKernelForGpusIsTakenWhenAskedForOrRefusedWhereItCannotRun() {
    require("opencl", true, KernelChoice.OPENCL, GRU);
    assertThatThrownBy(() -> selected(true, KernelChoice.OPENCL, OTHER))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("--kernel opencl", "type other", "--kernel reference");
    assertThatThrownBy(() -> selected(false, KernelChoice.OPENCL, GRU))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("--kernel opencl", "--add-modules=jdk.incubator.vector");
  }

  @Test
  void nothingStandsInForGpusThatWereAskedFor() {
    Machines machines = new Machines(true, Gpus.REQUIRED);
    OpenClKernels kernels = (OpenClKernels) selected(KernelChoice.AUTO, GRU, machines).factory();
    assertThat(kernels.processors()).isFalse();
    assertThatThrownBy(() -> selected(KernelChoice.AUTO, OTHER, machines))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("--gpus", "type other", "Leave --gpus out");
    assertThatThrownBy(() -> selected(KernelChoice.AUTO, GRU, new Machines(false, Gpus.REQUIRED)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("--gpus", "--add-modules=jdk.incubator.vector");
  }

  @Test
  void theReferenceIsTakenWhenAskedFor() {
    require("reference", true, KernelChoice.REFERENCE, GRU);
    require("reference", false, KernelChoice.REFERENCE, GRU);
  }

  @Test
  void theFastKernelIsRefusedWhereItCannotRun() {
    require("jvm", true, KernelChoice.JVM, GRU);
    assertThatThrownBy(() -> selected(true, KernelChoice.JVM, OTHER))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("--kernel jvm", "type other", "--kernel reference");
    assertThatThrownBy(() -> selected(false, KernelChoice.JVM, GRU))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("--kernel jvm", "--add-modules=jdk.incubator.vector");
  }
}
