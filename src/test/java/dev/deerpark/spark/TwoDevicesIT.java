// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.base.Precision;
import dev.deerpark.kernel.Kernel;
import dev.deerpark.kernel.TestGrus;
import dev.deerpark.kernel.WalkRequest;
import dev.deerpark.kernel.WalkResult;
import dev.deerpark.kernel.jvm.JvmKernels;
import dev.deerpark.kernel.opencl.NeedsDevice;
import dev.deerpark.kernel.opencl.OpenClKernels;
import dev.deerpark.kernel.opencl.device.DeviceMemory;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.recurrence.network.GruWeights;
import dev.deerpark.sequence.States;
import dev.deerpark.spark.kernel.KernelProbe;
import dev.deerpark.spark.kernel.RunKernels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two executors, each of which Spark gives a device of its own: two processors, as PoCL has them.
 */
@NeedsDevice
@ExtendWith(SharedSession.class)
class TwoDevicesIT {
  private static final GruWeights NETWORK = TestGrus.gru(1, 5, 1, new Random(3));

  @TempDir static Path folder;

  @Test
  void eachExecutorWalksOnItsOwnDeviceWithTheSameBits() throws IOException {
    try (SparkSession session =
        TestSession.own(
            TestCluster.twoExecutors()
                .config("spark.speculation", false)
                .config("spark.executorEnv.POCL_DEVICES", "pthread pthread")
                .config("spark.worker.resource.gpu.amount", "1")
                .config("spark.worker.resource.gpu.discoveryScript", addresses().toString())
                .config("spark.executor.resource.gpu.amount", "1")
                .config("spark.task.resource.gpu.amount", "1"))) {
      JavaSparkContext context = JavaSparkContext.fromSparkContext(session.sparkContext());
      assertThat(KernelProbe.gpus(context)).isTrue();
      JvmKernels jvm = new JvmKernels(NETWORK, Precision.FLOAT);
      OpenClKernels kernels = new OpenClKernels(jvm, DeviceMemory.parse("0.2"), true);
      KernelProbe.check(context, kernels, "--gpus 1", true, 2);
      int expected = walk(jvm.open(Optional.empty()));
      try (RunKernels run = RunKernels.of(context, kernels)) {
        List<String> said =
            context.parallelize(List.of(0, 1, 2, 3), 4).map(task -> walked(run)).collect();
        assertThat(said).allSatisfy(walked -> assertThat(walked).endsWith(" walked " + expected));
        assertThat(said.stream().distinct())
            .as("an executor has one device, and no two have the same")
            .hasSize(2);
      }
    }
  }

  /** Gives each worker the next address: a folder that is there already was given. */
  private static Path addresses() throws IOException {
    Path script = folder.resolve("addresses.sh");
    Files.writeString(
        script,
        """
        #!/bin/sh
        for i in 0 1; do
          if mkdir "%s/given-$i" 2> /dev/null; then
            echo '{"name": "gpu", "addresses": ["'$i'"]}'
            exit
          fi
        done
        """
            .formatted(folder));
    return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static String walked(RunKernels run) throws InterruptedException {
    Kernel kernel = run.ofTask();
    // so that no executor takes all tasks
    Thread.sleep(1000);
    String address = TaskContext.get().resourcesJMap().get("gpu").addresses()[0];
    String executor = SparkEnv.get().executorId();
    return "executor " + executor + " device " + address + " walked " + walk(kernel);
  }

  private static int walk(Kernel kernel) {
    Random random = new Random(4);
    States starts = new States(TestGrus.uniform(5 * 40, 1, random), 5);
    WalkRequest request = WalkRequest.all(25, JacobianForm.ZERO, starts);
    WalkResult result = WalkResult.roomFor(request);
    kernel.evaluate(TestGrus.block(25 * 40, 1, Precision.FLOAT, random), request, result);
    return Arrays.hashCode(result.ends().array());
  }
}
