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
 * Counts the time that tasks spend in their kernels. The count of each task is in Spark's events
 * and UI, under the name {@value #NAME}: the one part of a task's time that Spark cannot know.
 *
 * @param nanoseconds of all tasks of an engine
 */
public record KernelClock(LongAccumulator nanoseconds) implements Serializable {
  /** The name of the accumulator. */
  public static final String NAME = "deerpark kernel nanoseconds";

  /** A clock for the tasks of a new engine. */
  public static KernelClock of(JavaSparkContext context) {
    return new KernelClock(context.sc().longAccumulator(NAME));
  }

  /** What a task's kernel counted: a number in a live event, its text in a log. */
  public static double nanoseconds(TaskInfo task) {
    double nanos = 0;
    for (AccumulableInfo info : CollectionConverters.asJava(task.accumulables())) {
      if (info.name().isDefined() && info.name().get().equals(NAME) && info.update().isDefined()) {
        nanos += Double.parseDouble(info.update().get().toString());
      }
    }
    return nanos;
  }

  /** A task's kernel, whose walks this counts. */
  public Kernel timing(Kernel kernel) {
    return new TimedKernel(kernel, nanoseconds);
  }
}
