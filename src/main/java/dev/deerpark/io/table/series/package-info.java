// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Many series in one table, told apart by a column of keys: one grouping by key counts the rows of
 * each, and its first and last time, from which the series get their places in one long sequence.
 * {@link dev.deerpark.io.table.series.SeriesStarts} puts the start state of each into its block.
 */
package dev.deerpark.io.table.series;
