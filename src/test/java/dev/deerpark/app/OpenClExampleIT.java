// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.deerpark.app.TestRuns.Ended;
import dev.deerpark.app.console.ExitStatus;
import dev.deerpark.base.BadInputException;
import dev.deerpark.base.Precision;
import dev.deerpark.kernel.jvm.JvmKernels;
import dev.deerpark.kernel.opencl.NeedsDevice;
import dev.deerpark.kernel.opencl.OpenClKernels;
import dev.deerpark.kernel.opencl.device.DeviceMemory;
import dev.deerpark.recurrence.TwoWellLangevin;
import dev.deerpark.spark.SharedSession;
import dev.deerpark.spark.kernel.KernelProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shipped example on a device. */
@NeedsDevice
@ExtendWith(SharedSession.class)
class OpenClExampleIT {
  /** Of one layout: it follows from how many lanes a kernel walks, unless it is given. */
  private static final String EXAMPLE =
      "--example ecg --verify none --partitions 2 --segment-length 1000 --block-steps 36000"
          + " --method %s --kernel %s";

  @TempDir static Path folder;
  private TestRuns runs;

  @BeforeEach
  void ownFolder() throws IOException {
    runs = new TestRuns(Files.createTempDirectory(folder, "runs"));
  }

  @AfterEach
  void nothingIsLeft() throws IOException {
    runs.assertNothingIsLeft();
  }

  private Ended evaluate(String method, String kernel) {
    Ended ended = runs.evaluate(EXAMPLE.formatted(method, kernel).split(" "));
    assertThat(ended.status()).as(ended.text()).isEqualTo(ExitStatus.DONE);
    return ended;
  }

  /** With Jacobians they stay on the device: they would count as passes if computed again. */
  @ParameterizedTest
  @ValueSource(strings = {"shooting", "quasi-deer", "quasi-elk"})
  void theExampleHasTheDigestOfTheJvmKernel(String method) {
    Ended jvm = evaluate(method, "jvm");
    Ended opencl = evaluate(method, "opencl");
    assertThat(opencl.text()).contains("opencl kernel");
    assertThat(opencl.digest()).isEqualTo(jvm.digest());
    assertThat(opencl.report().get("iterations")).isEqualTo(jvm.report().get("iterations"));
    assertThat(opencl.report().get("passes")).isEqualTo(jvm.report().get("passes"));
    assertThat(jvm.report().has("deviceSteps")).isFalse();
    assertThat(jvm.text()).doesNotContain("Devices walked");
    assertWalkedOnDevices(opencl);
  }

  /** All but the last lanes of walks that meet. */
  private static void assertWalkedOnDevices(Ended ended) {
    double steps = ended.report().get("passes").asDouble() * ended.report().get("steps").asLong();
    double there = ended.report().get("deviceSteps").asDouble();
    assertThat(there).isBetween(0.8 * steps, steps * (1 + 1e-9));
    assertThat(ended.text())
        .containsPattern(String.format("Devices walked %,.0f (of [0-9,]+ )?steps", there));
  }

  @Test
  void aComparisonSaysHowMuchDevicesWalked() {
    String words =
        EXAMPLE.formatted("shooting,jacobi", "opencl").replace("--method ", "--methods ");
    Ended both = runs.compare(words.split(" "));
    assertThat(both.status()).as(both.text()).isEqualTo(ExitStatus.DONE);
    double steps = 0;
    for (JsonNode run : both.report().get("runs")) {
      steps += run.get("passes").asDouble() * run.get("steps").asLong();
    }
    assertThat(both.report().get("deviceSteps").asDouble()).isBetween(0.8 * steps, steps * 1.001);
    assertThat(both.text()).contains("Devices walked ");
  }

  /** Series of all lengths, of which one is most of the table. */
  @ParameterizedTest
  @ValueSource(strings = {"shooting", "quasi-deer"})
  void manySeriesHaveTheDigestOfTheJvmKernel(String method) throws IOException {
    ManySeries many = new ManySeries(Files.createTempDirectory(folder, "series"));
    String words = "--segment-length 300 --block-steps 6000 --partitions 2 --method " + method;
    Ended jvm = many.together((words + " --kernel jvm").split(" "));
    Ended opencl = many.together((words + " --kernel opencl").split(" "));
    assertThat(opencl.status()).as(opencl.text()).isEqualTo(ExitStatus.DONE);
    assertThat(opencl.text()).contains("opencl kernel");
    assertThat(opencl.digest()).isEqualTo(jvm.digest());
    assertThat(opencl.report().get("iterations")).isEqualTo(jvm.report().get("iterations"));
    assertThat(opencl.report().get("passes")).isEqualTo(jvm.report().get("passes"));
    assertWalkedOnDevices(opencl);
  }

  @Test
  void anExecutorWithoutAGpuEndsTheRunBeforeItBegins() {
    OpenClKernels kernels =
        new OpenClKernels(
            new JvmKernels(new TwoWellLangevin(0.1, 1), Precision.FLOAT),
            DeviceMemory.parse("0.5"),
            false);
    JavaSparkContext context = JavaSparkContext.fromSparkContext(runs.session().sparkContext());
    assertThat(KernelProbe.gpus(context)).isFalse();
    assertThatThrownBy(() -> KernelProbe.check(context, kernels, "--kernel opencl", false, 2))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("--kernel opencl, executor driver on ", "finds no GPU");
  }
}
