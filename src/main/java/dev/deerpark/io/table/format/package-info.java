// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Tables in files of several formats. The requested columns are found in each file by their names,
 * and every format gives the same {@link dev.deerpark.io.table.format.TableColumns}, in one data
 * set for each way in which files store them. Other columns are never read.
 */
package dev.deerpark.io.table.format;
