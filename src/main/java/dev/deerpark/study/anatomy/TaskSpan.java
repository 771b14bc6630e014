// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.study.anatomy;

/**
 * One attempt of a task, as Spark's events tell of it. All times are in milliseconds, all sizes in
 * bytes.
 *
 * @param launchMillis when the driver sent it, since 1970
 * @param finishMillis when the driver had its result, since 1970
 * @param deserialisingMillis on the executor, before it ran
 * @param runMillis on the executor, garbage collection and waiting for a shuffle included
 * @param kernelMillis of those, in walks of a kernel; 0 where the run did not count them
 * @param collectingMillis of the run, in garbage collection, of all of the executor
 * @param shufflingMillis of the run, reading what other tasks wrote and writing for others
 * @param serialisingMillis of the result, and fetching it where it was large
 * @param resultBytes sent to the driver
 * @param shuffleBytes read and written
 * @param succeeded false for one that failed, or came second to another attempt
 */
public record TaskSpan(
    long launchMillis,
    long finishMillis,
    double deserialisingMillis,
    double runMillis,
    double kernelMillis,
    double collectingMillis,
    double shufflingMillis,
    double serialisingMillis,
    long resultBytes,
    long shuffleBytes,
    boolean succeeded) {

  /** From its launch to its result. */
  double durationMillis() {
    return Math.max(0, finishMillis - launchMillis);
  }
}
