// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.deerpark.base.Precision;
import dev.deerpark.engine.TestModels;
import dev.deerpark.kernel.TestGrus;
import dev.deerpark.kernel.TestSpec;
import dev.deerpark.kernel.jvm.cell.Cells;
import dev.deerpark.recurrence.RecurrenceSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JvmKernelsTest {
  @Test
  void aModelWithoutAVectorKernelIsRefusedByName() {
    assertThat(JvmKernels.supports(() -> TestModels.linear(2, 1, 1))).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new JvmKernels(() -> TestModels.linear(2, 1, 1), Precision.FLOAT))
        .withMessageContaining(JvmKernelsTest.class.getName())
        .withMessageContaining("reference kernel");
  }

  @Test
  void theSamplesOfEveryModelAreOfItsTypeAndKnown() {
    List<RecurrenceSpec> samples =
        TestSpec.everyModel(5, 1).stream()
            .map(words -> TestSpec.of(words, 1, new Random(1)).model())
            .toList();
    assertThat(samples.stream().<Class<?>>map(Object::getClass).distinct())
        .isEqualTo(Cells.models());
    assertThat(samples).allMatch(JvmKernels::supports);
  }

  @Test
  void withoutTheModuleTheKernelSaysWhichFlagToAdd() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                WithoutModule.class.getName())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    assertThat(said)
        .contains("IllegalStateException", "supported: true, available: false")
        .contains(JvmKernels.FLAG, "spark.executor.extraJavaOptions", "--kernel reference");
  }

  /** Runs in a virtual machine of its own. */
  static final class WithoutModule {
    private WithoutModule() {}

    public static void main(String[] arguments) {
      JvmKernels kernels = new JvmKernels(TestGrus.gru(1, 2, 1, new Random(1)), Precision.FLOAT);
      System.err.println(
          "supported: "
              + JvmKernels.supports(kernels.model())
              + ", available: "
              + JvmKernels.isAvailable());
      kernels.open(Optional.empty());
    }
  }
}
