// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Spark's jobs: {@link dev.deerpark.io.job.JobLabels} gives each of Deerpark's a group and a
 * description in the Spark UI, and {@link dev.deerpark.io.job.NonFiniteOutputs} counts what their
 * tasks make.
 */
package dev.deerpark.io.job;
