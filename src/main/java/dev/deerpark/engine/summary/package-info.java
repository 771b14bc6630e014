// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The results of a sweep over a run of consecutive segments, as values that merge in the order of
 * time: {@link dev.deerpark.engine.summary.SweepSummary} and its parts. From the Jacobians of a
 * sweep {@link dev.deerpark.engine.summary.Growth} estimates how fast small differences grow.
 */
package dev.deerpark.engine.summary;
