// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.plan.forecast;

/**
 * What a step took while a probe walked, at best; early in a process it is more than later. Nothing
 * is decided by it where there are {@linkplain StepCosts tabulated costs}, since times differ from
 * run to run.
 *
 * @param loopSeconds a step of one walk; infinite where it was not measured
 * @param togetherSeconds a step of all of some walks side by side; infinite where it was not
 *     measured
 * @param together the number of these walks
 */
public record StepTimes(double loopSeconds, double togetherSeconds, int together) {

  /** Nothing measured. */
  public static final StepTimes NONE =
      new StepTimes(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, 1);

  /**
   * Seconds of a step of one lane where all lanes are busy: a kernel takes as long for a few of
   * them.
   *
   * @param lanes of the kernel
   */
  public double laneSeconds(int lanes) {
    return togetherSeconds / Math.max(lanes, together);
  }

  /** The shorter times of both; of walks side by side, those of more of them. */
  public StepTimes and(StepTimes other) {
    double loop = Math.min(loopSeconds, other.loopSeconds);
    if (together == other.together) {
      return new StepTimes(loop, Math.min(togetherSeconds, other.togetherSeconds), together);
    }
    StepTimes more = together > other.together ? this : other;
    return new StepTimes(loop, more.togetherSeconds, more.together);
  }
}
