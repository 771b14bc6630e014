// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark.kernel;

import dev.deerpark.base.BadInputException;
import dev.deerpark.io.job.JobLabels;
import dev.deerpark.kernel.KernelFactory;
import dev.deerpark.kernel.opencl.OpenClKernels;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.storage.BlockManagerId;

/**
 * Opens kernels on the executors before a run does: a device or a library that is missing fails
 * here, with the executor's name, and not in the middle of a sweep. An executor without such a task
 * fails later, for the same reason.
 */
public final class KernelProbe {
  private KernelProbe() {}

  /** Whether the tasks of a session have GPUs. */
  public static boolean gpus(JavaSparkContext context) {
    return context.getConf().getDouble(taskAmount(), 0) > 0;
  }

  private static String taskAmount() {
    return "spark.task.resource." + OpenClKernels.KIND + ".amount";
  }

  /**
   * @param asked the option that asked for the kernel, for people
   * @param given whether tasks have to be given a GPU
   * @param tasks the number of tasks that open one, about as many as run at once
   * @throws BadInputException where a kernel cannot be opened
   */
  public static void check(
      JavaSparkContext context, KernelFactory factory, String asked, boolean given, int tasks) {
    List<Integer> numbers = IntStream.range(0, tasks).boxed().toList();
    try (RunKernels kernels = RunKernels.of(context, factory)) {
      new JobLabels(context.sc())
              .label(
                  "deerpark kernels",
                  "try the kernel on the executors",
                  () ->
                      context
                          .parallelize(numbers, tasks)
                          .map(number -> failure(kernels, given))
                          .collect())
              .stream()
              .filter(failure -> !failure.isEmpty())
              .findFirst()
              .ifPresent(
                  failure -> {
                    throw new BadInputException(asked + ", " + failure);
                  });
    }
  }

  /** Why a task cannot open a kernel; empty where it can. */
  private static String failure(RunKernels kernels, boolean given) {
    try {
      if (given && !TaskContext.get().resourcesJMap().containsKey(OpenClKernels.KIND)) {
        throw new IllegalStateException(
            "Spark gives its tasks no GPU. Set "
                + taskAmount()
                + " as well as spark.executor.resource.gpu.amount, as submit/spark-submit does.");
      }
      kernels.ofTask();
      return "";
    } catch (IllegalStateException unusable) {
      BlockManagerId executor = SparkEnv.get().blockManager().blockManagerId();
      return "executor "
          + executor.executorId()
          + " on "
          + executor.host()
          + ": "
          + unusable.getMessage();
    }
  }
}
