// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Tables as they lie in files. The columns that are wanted are found in each file by their names,
 * and every format gives the same {@link dev.deerpark.io.table.format.TableColumns}, one data set
 * for each way in which its files store them. Columns that are not wanted are never read.
 */
package dev.deerpark.io.table.format;
