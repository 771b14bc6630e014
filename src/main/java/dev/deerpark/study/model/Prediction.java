// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.study.model;

import java.util.List;

/**
 * The predicted time of a run.
 *
 * @param network that runs
 * @param kernel that is asked for
 * @param method that is taken
 * @param lengthSteps T
 * @param cores that share the work
 * @param seconds in all
 * @param partSeconds of each count, in the order of {@link Counts#NAMES}
 * @param loopSeconds of the loop on one core
 * @param simulatedSeconds with tasks that are late and executors that are lost; NaN where it was
 *     not simulated
 * @param longerThanMeasured T over the longest measured length
 * @param moreCoresThanMeasured the cores over the most measured cores
 */
public record Prediction(
    String network,
    String kernel,
    String method,
    long lengthSteps,
    int cores,
    double seconds,
    List<Double> partSeconds,
    double loopSeconds,
    double simulatedSeconds,
    double longerThanMeasured,
    double moreCoresThanMeasured) {

  public Prediction {
    partSeconds = List.copyOf(partSeconds);
  }

  /** How many times faster than the loop. */
  public double speedup() {
    return loopSeconds / seconds;
  }

  /** The same with its simulated time. */
  public Prediction simulated(double simulated) {
    return new Prediction(
        network,
        kernel,
        method,
        lengthSteps,
        cores,
        seconds,
        partSeconds,
        loopSeconds,
        simulated,
        longerThanMeasured,
        moreCoresThanMeasured);
  }
}
