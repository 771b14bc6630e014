// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.study.anatomy;

import java.util.List;

/**
 * One attempt of a stage.
 *
 * @param stage its number in the application
 * @param ofTree whether it only merges or spreads the nodes of a scan's tree
 * @param tasks in the order in which they ended
 */
public record StageSpan(int stage, boolean ofTree, List<TaskSpan> tasks) {

  public StageSpan {
    tasks = List.copyOf(tasks);
  }

  /** The longest time of one of its tasks, in milliseconds. */
  double longestMillis() {
    return tasks.stream().mapToDouble(TaskSpan::durationMillis).max().orElse(0);
  }
}
