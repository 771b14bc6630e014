// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
/**
 * A prefix scan over an RDD for operations that are associative but need not commute: {@link
 * dev.deerpark.spark.scan.TreePrefixScan}. Useful outside Deerpark too.
 */
package dev.deerpark.spark.scan;
