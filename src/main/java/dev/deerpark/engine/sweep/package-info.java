// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
/**
 * One sweep over one block, which every engine runs.
 *
 * <p>{@link dev.deerpark.engine.sweep.BlockSweep} is the work of one task on one block, {@link
 * dev.deerpark.engine.sweep.BlockIterate} the data of a block between sweeps, {@link
 * dev.deerpark.engine.sweep.SweepElement} the element that goes up the tree. The maps of a block's
 * segments lie in flat arrays ({@link dev.deerpark.engine.sweep.AffineBlock}, {@link
 * dev.deerpark.engine.sweep.FilterBlock}), since a segment may be a single step. The Jacobians of a
 * {@link dev.deerpark.engine.sweep.Walk} are on the heap, or a kernel holds them on its device and
 * folds the segments' maps there. {@link dev.deerpark.engine.sweep.Damping} limits an update: it
 * may put a Kalman filter in place of a segment's map, for segments whose start is not exact yet;
 * smoothed means need a second scan, from the right ({@link
 * dev.deerpark.engine.sweep.BlockSmoother}). {@link dev.deerpark.engine.sweep.Guess} and {@link
 * dev.deerpark.engine.sweep.BurnIn} give the start states of a first sweep.
 */
package dev.deerpark.engine.sweep;
