// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Prefix scans over elements that do not commute.
 *
 * <p>Element order is time order: {@link dev.deerpark.scan.Semigroup#combine} takes the earlier
 * element first. Maps go up the tree, states come down ({@link dev.deerpark.scan.Action}), so
 * matrix products happen once, on the way up.
 *
 * <p>The tree is canonical: {@link dev.deerpark.scan.ScanTree} derives its shape from the number of
 * leaves and the fan-in alone. A run of leaves, such as a partition, is folded to the largest nodes
 * that lie inside it ({@link dev.deerpark.scan.TreeRun}); runs merge into longer runs; states come
 * down along the same nodes. The floating-point operations and their order are the same however the
 * leaves are distributed.
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
 * dev.deerpark.scan.Belief}, a mean and its error. All of them implement {@link
 * dev.deerpark.scan.SegmentMap}, so every method uses the same tree.
 *
 * <p>Within a block these are never objects: {@link dev.deerpark.scan.FilterFold} composes its
 * segments, and {@link dev.deerpark.scan.MovingBelief} passes along them, in arrays that every
 * segment uses again, with the bits of the objects.
 */
package dev.deerpark.scan;
