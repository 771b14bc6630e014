// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.study.simulation;

/**
 * A cluster to play on.
 *
 * @param cores of all executors, at least 1
 * @param beginSeconds until the first task of a stage runs, on whichever executor
 * @param dispatchSeconds the driver takes to send a task, and to take its result
 * @param latencySeconds from the driver to an executor, and back
 * @param bytesPerSecond that one machine receives
 * @param spread standard deviation of the logarithm of a task's time
 * @param stragglers the fraction of tasks that are late
 * @param lateness how many times longer those take
 * @param lossesPerCoreHour executors that are lost, for each core and hour
 * @param restartSeconds until what was lost runs again
 * @param seed of everything random
 */
public record SimulatedCluster(
    int cores,
    double beginSeconds,
    double dispatchSeconds,
    double latencySeconds,
    double bytesPerSecond,
    double spread,
    double stragglers,
    double lateness,
    double lossesPerCoreHour,
    double restartSeconds,
    long seed) {

  /** A cluster on which every task takes the same time and nothing is lost. */
  public static SimulatedCluster ideal(
      int cores,
      double beginSeconds,
      double dispatchSeconds,
      double latencySeconds,
      double bytesPerSecond) {
    return new SimulatedCluster(
        cores, beginSeconds, dispatchSeconds, latencySeconds, bytesPerSecond, 0, 0, 1, 0, 0, 1);
  }

  /** The same with a usual amount of trouble: see the documentation of studies. */
  public SimulatedCluster troubled(long withSeed) {
    return new SimulatedCluster(
        cores,
        beginSeconds,
        dispatchSeconds,
        latencySeconds,
        bytesPerSecond,
        0.1,
        0.01,
        3,
        1e-3,
        30,
        withSeed);
  }
}
