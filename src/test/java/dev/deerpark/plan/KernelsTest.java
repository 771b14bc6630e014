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
import dev.deerpark.recurrence.Model;
import dev.deerpark.recurrence.Normalisation;
import dev.deerpark.recurrence.RecurrenceSpec;
import dev.deerpark.settings.KernelChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KernelsTest {
  private static final Model GRU = model("gru", TestGrus.gru(1, 3, 1, new Random(1)));
  private static final Model OTHER = model("other", () -> TestModels.linear(2, 1, 1));

  private final List<String> warnings = new ArrayList<>();

  private static Model model(String type, RecurrenceSpec spec) {
    return new Model("m", type, spec, Optional.empty(), List.of(), Normalisation.none(1), "");
  }

  private String chosen(boolean vectors, KernelChoice choice, Model model) {
    return new Kernels(vectors, warnings::add).choose(choice, model, Precision.FLOAT).name();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"gru 3 1", "gru_autoregressive 3", "lorenz96 5 0", "mean_field 3 0", "langevin"})
  void autoTakesTheFastKernelForEveryModelThatComesAlong(String words) {
    Model model = model(words, TestSpec.of(words, 1, new Random(1)).model());
    assertThat(chosen(true, KernelChoice.AUTO, model)).isEqualTo("jvm");
  }

  @Test
  void autoTakesTheFastKernelWhereItCan() {
    assertThat(chosen(true, KernelChoice.AUTO, GRU)).isEqualTo("jvm");
    assertThat(chosen(true, KernelChoice.AUTO, OTHER)).isEqualTo("reference");
    assertThat(warnings).isEmpty();
  }

  @Test
  void withoutTheVectorApiAutoFallsBackWithOneWarning() {
    assertThat(chosen(false, KernelChoice.AUTO, GRU)).isEqualTo("reference");
    assertThat(warnings).hasSize(1);
    assertThat(warnings.get(0)).contains("--add-modules=jdk.incubator.vector");
    assertThat(chosen(false, KernelChoice.AUTO, OTHER)).isEqualTo("reference");
    assertThat(warnings).hasSize(1);
  }

  @Test
  void theReferenceIsTakenWhenAskedFor() {
    assertThat(chosen(true, KernelChoice.REFERENCE, GRU)).isEqualTo("reference");
    assertThat(chosen(false, KernelChoice.REFERENCE, GRU)).isEqualTo("reference");
    assertThat(warnings).isEmpty();
  }

  @Test
  void theFastKernelIsRefusedWhereItCannotRun() {
    assertThat(chosen(true, KernelChoice.JVM, GRU)).isEqualTo("jvm");
    assertThatThrownBy(() -> chosen(true, KernelChoice.JVM, OTHER))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("--kernel jvm", "type other", "--kernel reference");
    assertThatThrownBy(() -> chosen(false, KernelChoice.JVM, GRU))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("--kernel jvm", "--add-modules=jdk.incubator.vector");
  }
}
