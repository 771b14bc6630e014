// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.study;

/**
 * The machine of the driver around a run.
 *
 * @param application of Spark, whose environment is in {@code study.json}
 * @param startedMillis when the run began, in milliseconds since 1970
 * @param loadBefore the system's load average before it
 * @param loadAfter the same after it
 * @param busyBefore the fraction of the machine that was busy just before it, while the study
 *     rested
 * @param busyAfter the same just after it
 */
public record Conditions(
    String application,
    long startedMillis,
    double loadBefore,
    double loadAfter,
    double busyBefore,
    double busyAfter) {
  /** The fraction from which on times are not to be trusted. */
  public static final double BUSY = 0.1;

  public boolean isBusy() {
    return Math.max(busyBefore, busyAfter) > BUSY;
  }
}
