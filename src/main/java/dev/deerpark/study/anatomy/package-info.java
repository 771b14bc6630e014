// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Where the time of a run went. {@link dev.deerpark.study.anatomy.Anatomy} makes {@link
 * dev.deerpark.study.anatomy.CoreSeconds} of the jobs, stages and tasks that Spark tells of, phase
 * by phase.
 *
 * <p>A run on N cores that takes W seconds, where the loop takes t on one, has the efficiency
 *
 * <pre>
 *   t / (N W) = (t / work) (work / (N W))
 * </pre>
 *
 * with {@link dev.deerpark.study.anatomy.CoreSeconds#work} for the core-seconds of evaluation,
 * local scan and tree. The first factor is the method's: repeated passes, burn-in, tangents,
 * iterations; it may exceed 1, since many segments are walked side by side. The second is the
 * cluster's: idle cores, latency, serialisation, the driver.
 */
package dev.deerpark.study.anatomy;
