// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.base.BadInputException;
import dev.deerpark.base.Precision;
import dev.deerpark.kernel.TestGrus;
import dev.deerpark.kernel.jvm.JvmKernels;
import dev.deerpark.spark.SharedSession;
import dev.deerpark.spark.TestCluster;
import dev.deerpark.spark.kernel.KernelProbe;
import java.nio.file.Path;
import java.util.Random;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** GPUs that are asked for and are not there. */
@ExtendWith(SharedSession.class)
class GpusIT {
  @TempDir private Path folder;

  @Test
  void aMachineWithoutOneEndsTheRunBeforeItBegins() {
    TestRuns runs = new TestRuns(folder);
    try {
      TestRuns.Ended ended = runs.evaluate("--example", "ecg", "--gpus", "1", "--verify", "none");
      assertThat(ended.text()).as("a machine that has one").contains("opencl kernel");
    } catch (BadInputException missing) {
      assertThat(missing).hasMessageContainingAll("--gpus 1, executor driver on ", "opencl kernel");
    }
  }

  @Test
  void tasksThatSparkGivesNoneAreRefusedByTheirExecutor() {
    TestRuns runs = new TestRuns(folder);
    JavaSparkContext context = JavaSparkContext.fromSparkContext(runs.session().sparkContext());
    JvmKernels kernels = new JvmKernels(TestGrus.gru(1, 3, 1, new Random(1)), Precision.FLOAT);
    assertThatThrownBy(() -> KernelProbe.check(context, kernels, "--gpus 2", true, 2))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("--gpus 2, executor driver on ", "spark.task.resource.gpu.amount");
  }

  @Test
  void aClusterWithoutAnyDoesNotKeepTheRunWaiting() {
    try (TestRuns runs =
        new TestRuns(
            folder,
            TestCluster.twoExecutors()
                .config("spark.scheduler.maxRegisteredResourcesWaitingTime", "3s")
                .config("spark.executor.resource.gpu.amount", "1")
                .config("spark.task.resource.gpu.amount", "1"))) {
      assertThatThrownBy(() -> runs.evaluate("--example", "ecg", "--gpus", "1"))
          .isInstanceOf(BadInputException.class)
          .hasMessageContainingAll(
              "--gpus 1: no executor", "3 s", "spark.worker.resource.gpu.amount");
    }
  }
}
