// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Prefix scans over elements that do not commute.
 *
 * <p>Element order is time order: {@link dev.deerpark.scan.Semigroup#combine} takes the earlier
 * element first. What goes up the tree are maps, what comes down are states ({@link
 * dev.deerpark.scan.Action}), so matrix products happen once, on the way up.
 *
 * <p>The tree is canonical: {@link dev.deerpark.scan.ScanTree} derives its shape from the number of
 * leaves and the fan-in alone. Whoever holds a run of leaves, a partition say, folds them to the
 * largest nodes that lie inside the run ({@link dev.deerpark.scan.TreeRun}); runs merge into longer
 * runs; states come down along the same nodes. Floating point sees the same operations in the same
 * order however the leaves were dealt out.
 *
 * <p>The elements of undamped sweeps are affine maps written around an anchor,
 *
 * <pre>  z -> image + A (z - anchor)</pre>
 *
 * with {@code anchor = u}, {@code image = F(u)} for one segment. Where nothing moved, {@code z =
 * anchor}, the map gives {@code image} itself, bit for bit: an exact prefix stays exact whatever
 * {@code A} is.
 *
 * <p>The elements of damped sweeps are those of a Kalman filter ({@link
 * dev.deerpark.scan.KalmanMap}; {@link dev.deerpark.scan.DiagonalKalmanMap} for D scalar filters):
 * the last iterate counts as an observation of the state with precision lambda, a segment's map as
 * a transition with unit noise. Written around the same anchors they keep what is exact as it is,
 * and with {@code lambda = 0} they are the affine maps. Down the tree goes a {@link
 * dev.deerpark.scan.Belief}, a mean and its spread. All of them stand behind {@link
 * dev.deerpark.scan.SegmentMap}, so one tree serves every method.
 */
package dev.deerpark.scan;
