// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.job;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.spark.SparkContext;

/** Names jobs in the Spark UI for the duration of an action, and restores the previous names. */
public final class JobLabels {
  // Spark has no public names for these.
  private static final String GROUP = "spark.jobGroup.id";
  private static final String DESCRIPTION = "spark.job.description";

  /** The place in a program, after which Spark names stages and RDDs. */
  private static final String PLACE = "callSite.short";

  private static final String PLACE_AT_LENGTH = "callSite.long";

  private final SparkContext context;

  public JobLabels(SparkContext context) {
    this.context = context;
  }

  /**
   * Runs an action whose jobs carry this group and description. Stages and RDDs carry the
   * description in place of a line of ours: Spark would search the stack for it whenever an RDD is
   * made, which takes longer than all else about the RDD.
   */
  public <T> T label(String group, String description, Supplier<T> action) {
    Map<String, String> before =
        set(
            Map.of(
                GROUP,
                group,
                DESCRIPTION,
                description,
                PLACE,
                description,
                PLACE_AT_LENGTH,
                description));
    try {
      return action.get();
    } finally {
      set(before);
    }
  }

  /**
   * Sets properties of the jobs of this thread.
   *
   * @return their values before, null where there was none
   */
  private Map<String, String> set(Map<String, String> properties) {
    Map<String, String> before = new HashMap<>();
    properties.forEach(
        (name, value) -> {
          before.put(name, context.getLocalProperty(name));
          context.setLocalProperty(name, value);
        });
    return before;
  }

  /** Runs an action without a result whose jobs carry this group and description. */
  public void label(String group, String description, Runnable action) {
    label(
        group,
        description,
        () -> {
          action.run();
          return description;
        });
  }
}
