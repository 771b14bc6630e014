// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Summaries of the times in a table, which tasks make and the driver joins: counts, differences,
 * what is missing and what comes twice.
 */
package dev.deerpark.io.table.time;
