// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.study;

/**
 * What shares the work of a run.
 *
 * @param executors processes, at least 1
 * @param cores of all of them together, at least 1
 * @param separate whether executors are processes beside the driver's
 */
public record Workers(int executors, int cores, boolean separate) {

  /** Cores of one process, which is the driver too. */
  public static Workers ofOneProcess(int cores) {
    return new Workers(1, cores, false);
  }

  /**
   * The tasks that Spark plans for at a time on such workers: one a core, and two at least where
   * executors are processes of their own.
   *
   * @param ofCores of as many of them as have so many cores
   */
  public int parallelism(int ofCores) {
    return separate ? Math.max(2, ofCores) : ofCores;
  }

  /** {@code 2 executors} or {@code 4 cores}. */
  @Override
  public String toString() {
    return separate
        ? executors + (executors == 1 ? " executor" : " executors")
        : cores + (cores == 1 ? " core" : " cores");
  }
}
