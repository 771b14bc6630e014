// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.study.simulation;

import dev.deerpark.sequence.Layout;

/**
 * A sweep to play.
 *
 * @param layout whose partitions are the tasks and whose blocks are the leaves of the tree
 * @param startSeconds of a task, beside its steps
 * @param stepSeconds of one step of a partition: evaluation and local scan
 * @param elementBytes of one element
 * @param combineSeconds for two elements
 * @param groupSize neighbours whose runs one task merges; 0 where the driver merges all
 */
public record SimulatedSweep(
    Layout layout,
    double startSeconds,
    double stepSeconds,
    long elementBytes,
    double combineSeconds,
    int groupSize) {

  /** The seconds of a task, alone and on time. */
  double taskSeconds(int partition) {
    long from = layout.firstTimeOf(partition);
    return startSeconds + (layout.firstTimeOf(partition + 1) - from) * stepSeconds;
  }
}
