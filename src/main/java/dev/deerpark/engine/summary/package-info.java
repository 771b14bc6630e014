// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What a sweep says of a run of consecutive segments, as values that merge in the order of time:
 * {@link dev.deerpark.engine.summary.SweepSummary} and the groups that it is made of. From the
 * Jacobians of a sweep {@link dev.deerpark.engine.summary.Growth} estimates how fast small
 * differences grow.
 */
package dev.deerpark.engine.summary;
