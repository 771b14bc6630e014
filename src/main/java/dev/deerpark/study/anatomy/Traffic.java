// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.study.anatomy;

import java.util.List;
import java.util.stream.Stream;

/**
 * What Spark did in a span of time.
 *
 * @param jobs that ran
 * @param stages that ran
 * @param tasks attempts of tasks
 * @param failedTasks of them, those that failed or came second to another attempt
 * @param resultBytes sent to the driver
 * @param shuffleBytes read and written between executors
 * @param criticalPathSeconds the time of the same work on any number of cores: the driver's, and of
 *     every stage the longest task
 */
public record Traffic(
    int jobs,
    int stages,
    int tasks,
    int failedTasks,
    long resultBytes,
    long shuffleBytes,
    double criticalPathSeconds) {

  /** Nothing. */
  public static final Traffic NONE = new Traffic(0, 0, 0, 0, 0, 0, 0);

  /** The driver alone. */
  public static Traffic ofDriver(double seconds) {
    return new Traffic(0, 0, 0, 0, 0, 0, seconds);
  }

  static Traffic of(List<JobSpan> jobs, double driverSeconds) {
    List<StageSpan> stages = jobs.stream().flatMap(job -> job.stages().stream()).toList();
    double longest = stages.stream().mapToDouble(StageSpan::longestMillis).sum();
    return new Traffic(
        jobs.size(),
        stages.size(),
        (int) tasks(stages).count(),
        (int) tasks(stages).filter(task -> !task.succeeded()).count(),
        tasks(stages).mapToLong(TaskSpan::resultBytes).sum(),
        tasks(stages).mapToLong(TaskSpan::shuffleBytes).sum(),
        driverSeconds + longest / 1000);
  }

  private static Stream<TaskSpan> tasks(List<StageSpan> stages) {
    return stages.stream().flatMap(stage -> stage.tasks().stream());
  }

  /** Both, one after the other. */
  public Traffic plus(Traffic other) {
    return new Traffic(
        jobs + other.jobs,
        stages + other.stages,
        tasks + other.tasks,
        failedTasks + other.failedTasks,
        resultBytes + other.resultBytes,
        shuffleBytes + other.shuffleBytes,
        criticalPathSeconds + other.criticalPathSeconds);
  }
}
