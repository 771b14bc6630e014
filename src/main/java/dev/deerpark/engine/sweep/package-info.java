// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
/**
 * One sweep over one block, which every engine runs.
 *
 * <p>{@link dev.deerpark.engine.sweep.BlockSweep} is what one task does to one block, {@link
 * dev.deerpark.engine.sweep.BlockIterate} what is kept of a block between sweeps, {@link
 * dev.deerpark.engine.sweep.SweepElement} what goes up the tree. {@link
 * dev.deerpark.engine.sweep.Damping} holds an update back: it may put a Kalman filter in place of a
 * segment's map, for segments whose start is not exact yet; smoothed means take a second scan, from
 * the right ({@link dev.deerpark.engine.sweep.BlockSmoother}). {@link
 * dev.deerpark.engine.sweep.Guess} and {@link dev.deerpark.engine.sweep.BurnIn} say where a first
 * sweep starts.
 */
package dev.deerpark.engine.sweep;
