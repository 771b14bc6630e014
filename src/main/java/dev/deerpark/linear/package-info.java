// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Small dense algebra on primitive arrays: square matrices of order n are {@code double[n * n]},
 * row-major. Sums run in ascending order of the index with fused multiply-adds, so the same
 * arguments give the same bits everywhere.
 *
 * <p>Where one small product or factor follows the other, {@link dev.deerpark.linear.MatrixProduct}
 * and {@link dev.deerpark.linear.FactorRows} work in rows that are padded to whole vectors, and in
 * arrays of the caller; their inner loops are a {@link dev.deerpark.linear.RowArithmetic}.
 */
package dev.deerpark.linear;
