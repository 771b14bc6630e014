// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The series, in a table of any size. {@link dev.deerpark.io.table.SeriesSource} opens a table
 * whose rows come in any order, checks it across the cluster and loads it as blocks, without a
 * shuffle where the rows are in the order of time already ({@link dev.deerpark.io.table.ReadPlan}).
 */
package dev.deerpark.io.table;
