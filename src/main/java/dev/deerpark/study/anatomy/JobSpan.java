// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.study.anatomy;

import java.util.List;

/**
 * One job.
 *
 * @param job its number in the application
 * @param group its group in Spark's UI; empty for a job without one
 * @param description its description in Spark's UI; empty for a job without one
 * @param startMillis since 1970
 * @param endMillis since 1970
 * @param stages that ran for it, without those that Spark skipped
 */
public record JobSpan(
    int job,
    String group,
    String description,
    long startMillis,
    long endMillis,
    List<StageSpan> stages) {

  public JobSpan {
    stages = List.copyOf(stages);
  }
}
