// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The result: {@link dev.deerpark.io.trajectory.OutputTarget} checks a folder before the work
 * begins, {@link dev.deerpark.io.trajectory.TrajectorySink} makes the rows of a {@link
 * dev.deerpark.io.trajectory.TrajectorySchema} out of states, and {@link
 * dev.deerpark.io.trajectory.TrajectoryWriter} stages them beside it and puts them there whole.
 */
package dev.deerpark.io.trajectory;
