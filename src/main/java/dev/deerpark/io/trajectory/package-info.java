// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The result: {@link dev.deerpark.io.trajectory.OutputTarget} checks a folder before the work
 * begins, {@link dev.deerpark.io.trajectory.TrajectorySink} makes the rows of a {@link
 * dev.deerpark.io.trajectory.TrajectorySchema} from states, and {@link
 * dev.deerpark.io.trajectory.TrajectoryWriter} stages them beside the folder and moves them there
 * whole.
 */
package dev.deerpark.io.trajectory;
