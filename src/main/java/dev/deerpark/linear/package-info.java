// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Small dense algebra on primitive arrays: square matrices of order n are {@code double[n * n]},
 * row-major. Sums run in ascending order of the index with fused multiply-adds, so the same
 * arguments give the same bits everywhere.
 */
package dev.deerpark.linear;
