// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.study;

import dev.deerpark.io.job.JobLabels;
import dev.deerpark.report.Versions;
import dev.deerpark.study.Environment;
import dev.deerpark.study.Environment.Machine;
import dev.deerpark.study.Workers;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;

/** Looks at the machines of an application. */
final class EnvironmentLook {
  /** Tasks for each core, so that every executor has some. */
  private static final int TASKS_PER_CORE = 4;

  private EnvironmentLook() {}

  static Environment of(JavaSparkContext context, Workers workers) {
    int tasks = TASKS_PER_CORE * context.defaultParallelism();
    List<Integer> numbers = IntStream.range(0, tasks).boxed().toList();
    List<String> machines =
        new JobLabels(context.sc())
            .label(
                "deerpark study",
                "look at the executors' machines",
                () ->
                    context
                        .parallelize(numbers, tasks)
                        .map(number -> MachineLook.line(MachineLook.machine()))
                        .collect());
    String devices =
        context
            .getConf()
            .getOption("spark.task.resource.gpu.amount")
            .map(amount -> "GPUs, " + amount + " of one for each task")
            .getOrElse(() -> "");
    List<Machine> different =
        machines.stream().distinct().map(line -> MachineLook.ofLine(line, devices)).toList();
    return new Environment(
        context.sc().applicationId(),
        context.master(),
        workers,
        MachineLook.machine(),
        different,
        MachineLook.jvmFlags(),
        MachineLook.hasRealTimePriority(),
        Versions.current());
  }
}
