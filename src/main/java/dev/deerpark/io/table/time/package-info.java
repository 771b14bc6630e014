// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Times of a table in its tasks: summaries, which tasks make and the driver joins (counts,
 * differences, what is missing and what comes twice), and from times to positions on a timeline.
 */
package dev.deerpark.io.table.time;
