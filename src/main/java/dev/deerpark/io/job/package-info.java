// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The names of Deerpark's jobs in the Spark UI: {@link dev.deerpark.io.job.JobLabels} gives each a
 * group and a description.
 */
package dev.deerpark.io.job;
