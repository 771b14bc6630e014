// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.plan.forecast;

import dev.deerpark.base.Precision;

/**
 * What a step costs on one core. The figures follow from the model's size and the kind of kernel
 * alone, so that a choice that is made by them is the same in every run and on every machine. They
 * are those of the documented machine (see the measurements of kernels in the documentation); on
 * another one seconds differ, while their ratios, by which methods are chosen, hardly do.
 *
 * @param loopSeconds a step of the loop
 * @param laneSeconds a step of one lane, where all lanes are busy
 * @param lanes that a kernel walks at once
 * @param few the number of walks up to which the kernel takes one after the other
 * @param isTabulated whether the seconds are known for the model; a class of the user's may cost
 *     anything, of which only the ratio is known
 */
public record StepCosts(
    double loopSeconds, double laneSeconds, int lanes, int few, boolean isTabulated) {
  /** Lanes beyond which walks are a device's, of which a core has no more than these. */
  private static final int LANES_OF_A_CORE = 32;

  private static final double NANOSECONDS = 1e-9;

  /** Weights in float that a core's own cache holds; those of larger models cost more each. */
  private static final double CACHED_WEIGHTS = 200_000;

  /**
   * The costs of a kind of kernel.
   *
   * @param kernel its name
   * @param lanes that it walks at once
   * @param stateSize numbers in a state
   * @param inputSize numbers that the model reads per step
   */
  public static StepCosts of(
      String kernel, int lanes, int stateSize, int inputSize, Precision precision) {
    double weights = 3.0 * stateSize * (stateSize + inputSize);
    if (lanes == 1) {
      double seconds = NANOSECONDS * (200 + weights);
      return new StepCosts(seconds, seconds, 1, 1, !kernel.equals("reference"));
    }
    // fitted to the measured GRUs of 3 to 1,024 units, within a fifth
    double outside = Math.max(0, Math.log(weights / CACHED_WEIGHTS) / Math.log(2));
    double wide = NANOSECONDS * precision.bytes() / Float.BYTES;
    double loop = wide * (80 + weights * (0.045 + 0.008 * outside));
    double lane = wide * (2 + 0.9 * stateSize + 0.018 * weights);
    int ofCore = Math.min(lanes, LANES_OF_A_CORE);
    int few = Math.max(1, ofCore / (stateSize < 16 ? 16 : 4));
    return new StepCosts(loop, Math.min(lane, loop), ofCore, few, true);
  }

  /** What a step of one lane costs over a step of the loop, at most 1. */
  public double ratio() {
    return laneSeconds / loopSeconds;
  }

  /**
   * Seconds of one step of all of some walks on one core. A kernel takes as long for a part of its
   * lanes as for all of them.
   */
  public double togetherSeconds(long walks) {
    long full = walks / lanes;
    long rest = walks % lanes;
    double ofRest = rest <= few ? rest * loopSeconds : lanes * laneSeconds;
    return full * lanes * laneSeconds + Math.min(ofRest, rest * loopSeconds);
  }
}
