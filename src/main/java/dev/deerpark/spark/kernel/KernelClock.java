// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark.kernel;

import dev.deerpark.kernel.Kernel;
import java.io.Serializable;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.TaskInfo;
import org.apache.spark.util.LongAccumulator;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Counts the time that tasks spend in their kernels, and the steps that these walk on devices. The
 * counts of each task are in Spark's events and UI, under the names {@value #NAME}, the one part of
 * a task's time that Spark cannot know, and {@value #DEVICE_STEPS}.
 *
 * @param nanoseconds of all tasks of an engine
 * @param deviceSteps of all tasks of an engine
 */
public record KernelClock(LongAccumulator nanoseconds, LongAccumulator deviceSteps)
    implements Serializable {
  /** The name of the accumulator of nanoseconds. */
  public static final String NAME = "deerpark kernel nanoseconds";

  /** The name of the accumulator of evaluations of f on devices. */
  public static final String DEVICE_STEPS = "deerpark device steps";

  /** A clock for the tasks of a new engine. */
  public static KernelClock of(JavaSparkContext context) {
    return new KernelClock(
        context.sc().longAccumulator(NAME), context.sc().longAccumulator(DEVICE_STEPS));
  }

  /** The nanoseconds of a task's kernel. */
  public static double nanoseconds(TaskInfo task) {
    return counted(task, NAME);
  }

  /** The steps that a task's kernel walked on a device. */
  public static double deviceSteps(TaskInfo task) {
    return counted(task, DEVICE_STEPS);
  }

  /** What a task's kernel counted: a number in a live event, its text in a log. */
  private static double counted(TaskInfo task, String name) {
    double sum = 0;
    for (AccumulableInfo info : CollectionConverters.asJava(task.accumulables())) {
      if (info.name().isDefined() && info.name().get().equals(name) && info.update().isDefined()) {
        sum += Double.parseDouble(info.update().get().toString());
      }
    }
    return sum;
  }

  /** A task's kernel, whose walks this counts. */
  public Kernel timing(Kernel kernel) {
    return new TimedKernel(kernel, this);
  }
}
