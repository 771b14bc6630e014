// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Scaling studies as values, without Spark. A {@link dev.deerpark.study.Grid} of {@link
 * dev.deerpark.study.Cell}s is measured in the order of {@link dev.deerpark.study.RunOrder}; each
 * run leaves {@link dev.deerpark.study.RunRow}s, the rows of {@code runs.csv}. Everything that a
 * study reports is computed from these rows: {@link dev.deerpark.study.anatomy} takes a run apart,
 * {@link dev.deerpark.study.fit} fits the laws of scaling, {@link dev.deerpark.study.model}
 * explains seconds by counts and predicts, {@link dev.deerpark.study.simulation} plays a cluster of
 * any size, and {@link dev.deerpark.study.page} writes the page.
 */
package dev.deerpark.study;
