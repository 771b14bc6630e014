// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.study;

import dev.deerpark.sequence.Layout;
import dev.deerpark.settings.LayoutSettings;

/**
 * What a whole run came to, repeated in each of its rows.
 *
 * @param takenMethod the method that was taken, which {@code auto} chooses
 * @param takenKernel the kernel that walked
 * @param lanes segments that it walks at once
 * @param inputSize numbers in an input
 * @param outcome in upper case, {@code CONVERGED} where the time counts
 * @param iterations updates
 * @param passes evaluations of f over T, those of the probe included
 * @param segmentSteps steps in a segment
 * @param blockSegments segments in a block, the unit in which data was held
 * @param partitions tasks that shared the series
 * @param burnInSteps of each segment; 0 where there was none
 * @param probeSteps evaluations of f by the probe
 * @param exponentNatsPerStep the largest Lyapunov exponent of the network over its inputs
 * @param scaledDifference the largest difference to the loop, over 1 + abs(state); NaN where it was
 *     not compared
 * @param differenceBound fixed before the comparison; NaN likewise
 */
public record Result(
    String takenMethod,
    String takenKernel,
    int lanes,
    int inputSize,
    String outcome,
    int iterations,
    double passes,
    int segmentSteps,
    int blockSegments,
    int partitions,
    int burnInSteps,
    long probeSteps,
    double exponentNatsPerStep,
    double scaledDifference,
    double differenceBound) {

  /** The outcome of runs that count. */
  public static final String CONVERGED = "CONVERGED";

  /**
   * How the series was cut.
   *
   * @param steps T
   */
  public Layout layout(long steps) {
    int fanIn = LayoutSettings.chosen().fanIn();
    return new Layout(0, steps, segmentSteps, blockSegments, partitions, fanIn);
  }

  public boolean converged() {
    return outcome.equals(CONVERGED);
  }

  /** Whether the iterations ended by themselves, so that their number tells something. */
  public boolean settled() {
    return outcome.startsWith(CONVERGED);
  }
}
