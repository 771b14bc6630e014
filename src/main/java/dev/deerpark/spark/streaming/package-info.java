// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Series that arrive as a stream, walked by Spark's {@code transformWithState}: {@link
 * dev.deerpark.spark.streaming.SeriesStream} is the query. A task sorts the rows of a series that
 * came in a micro-batch and takes them through the {@linkplain
 * dev.deerpark.settings.streaming.OrderRules rules} for gaps, duplicates and late rows; walks them
 * with the kernels of a batch run, one step after the other, from the state that the store has; and
 * stores the state that it reaches.
 */
package dev.deerpark.spark.streaming;
