// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.job;

import java.util.function.Supplier;
import org.apache.spark.SparkContext;

/** Names jobs in the Spark UI for the duration of an action, and restores the previous names. */
public final class JobLabels {
  // Spark has no public names for these.
  private static final String GROUP = "spark.jobGroup.id";
  private static final String DESCRIPTION = "spark.job.description";

  private final SparkContext context;

  public JobLabels(SparkContext context) {
    this.context = context;
  }

  /** Runs an action whose jobs carry this group and description. */
  public <T> T label(String group, String description, Supplier<T> action) {
    String oldGroup = context.getLocalProperty(GROUP);
    String oldDescription = context.getLocalProperty(DESCRIPTION);
    context.setLocalProperty(GROUP, group);
    context.setLocalProperty(DESCRIPTION, description);
    try {
      return action.get();
    } finally {
      context.setLocalProperty(GROUP, oldGroup);
      context.setLocalProperty(DESCRIPTION, oldDescription);
    }
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
