// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
/**
 * How our jobs appear in the Spark UI: {@link dev.deerpark.io.job.JobLabels} gives each a group and
 * a description.
 */
package dev.deerpark.io.job;
