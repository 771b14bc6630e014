// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel;

import dev.deerpark.scan.DiagonalKalmanMap;
import dev.deerpark.scan.KalmanMap;
import dev.deerpark.sequence.States;

/**
 * The maps of a block's S segments in a sweep that a filter damps, but for their Jacobians.
 *
 * @param anchors {@code [S][D]}
 * @param images {@code [S][D]}
 * @param constant {@code [S]}: which maps send everything to their image
 * @param damped {@code [S]}: which of the others are filters: {@link KalmanMap#segment}, or {@link
 *     DiagonalKalmanMap#segment} with diagonal Jacobians
 * @param lambda precision of an observed start
 */
public record FilteredMaps(
    States anchors, States images, boolean[] constant, boolean[] damped, double lambda) {}
