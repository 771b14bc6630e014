// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark.streaming;

import java.util.List;

/**
 * What a stream keeps of a series.
 *
 * @param last the row that was consumed last, null before the first one; its values are null where
 *     only its time is known
 * @param states {@code [nodes][D]}: the states after that row
 */
record SeriesState(InputRow last, List<double[]> states) {}
