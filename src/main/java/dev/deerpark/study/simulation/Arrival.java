// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.study.simulation;

import dev.deerpark.scan.TreeRun;

/**
 * What a task has given.
 *
 * @param seconds when it is where the next level needs it
 * @param run of the tree, whose elements count the combinations that made them
 */
record Arrival(double seconds, TreeRun<Long> run) {

  /** The combinations that made its elements. */
  long combinations() {
    return run.elements().stream().mapToLong(count -> count).sum();
  }
}
