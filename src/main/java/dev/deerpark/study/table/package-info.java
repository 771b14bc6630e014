// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
/** Tables of records as CSV, and back: {@link dev.deerpark.study.table.RecordTable}. */
package dev.deerpark.study.table;
