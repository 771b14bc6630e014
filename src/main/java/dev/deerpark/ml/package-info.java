// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
/**
 * An evaluation as a stage of Spark ML: {@link dev.deerpark.ml.RecurrenceTransformer}. Nothing else
 * knows Spark ML, which need not be on the class path.
 */
package dev.deerpark.ml;
