// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The pieces of a table's files: what Spark reads separately, and scans in which each partition
 * reads the pieces that were assigned to it, row by row or, where columns are only stored numbers,
 * in batches of these.
 */
package dev.deerpark.io.table.piece;
