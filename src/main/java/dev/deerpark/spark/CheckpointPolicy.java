// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark;

/**
 * When to checkpoint. The sweeps since the last checkpoint are repeated when an executor is lost,
 * so the next checkpoint is due as soon as these sweeps have taken long compared with a checkpoint;
 * and after a number of sweeps in any case, because each makes the lineage longer. Immutable.
 *
 * @param mostSweeps between two checkpoints, at least 1
 * @param sweeps since the last checkpoint
 * @param secondsAtRisk duration of those sweeps
 * @param cost of a checkpoint, in seconds
 */
record CheckpointPolicy(int mostSweeps, int sweeps, double secondsAtRisk, double cost) {
  /**
   * A lineage of a few hundred sweeps overflows the stacks of tasks; one of twenty is far from
   * that.
   */
  private static final int MOST_SWEEPS = 20;

  /** The cost of a checkpoint, as a fraction of the time of the sweeps, from which on it is due. */
  private static final double SHARE = 0.1;

  /** The same, before the states are written and verified, which may take longer than any sweep. */
  private static final double SHARE_AT_THE_END = 0.25;

  /** The assumed seconds of a checkpoint, before the first has been measured. */
  private static final double ASSUMED_COST = 1;

  /** The policy of a run that begins. */
  static CheckpointPolicy byCost() {
    return afterAtMost(MOST_SWEEPS);
  }

  /** The same with another limit on the sweeps between two checkpoints. */
  static CheckpointPolicy afterAtMost(int sweeps) {
    return new CheckpointPolicy(sweeps, 0, 0, ASSUMED_COST);
  }

  /** After a sweep that a loss would repeat. */
  CheckpointPolicy swept(double seconds) {
    return new CheckpointPolicy(mostSweeps, sweeps + 1, secondsAtRisk + seconds, cost);
  }

  /** After a sweep that need not be repeated: the driver has its results. */
  CheckpointPolicy safe() {
    return new CheckpointPolicy(mostSweeps, 0, 0, cost);
  }

  /** After a checkpoint of this duration. */
  CheckpointPolicy checkpointed(double seconds) {
    return new CheckpointPolicy(mostSweeps, 0, 0, seconds);
  }

  /** Whether to checkpoint before another sweep. */
  boolean isDue() {
    return sweeps >= mostSweeps || cost <= SHARE * secondsAtRisk;
  }

  /** Whether to checkpoint after the last sweep, before its states are used. */
  boolean isDueAtTheEnd() {
    return cost <= SHARE_AT_THE_END * secondsAtRisk;
  }
}
