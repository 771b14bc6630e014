// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The time column: its {@link dev.deerpark.sequence.time.TimeType}, the grid on which its values
 * have to lie ({@link dev.deerpark.sequence.time.TimeAxis}), and which time each step of a series
 * has ({@link dev.deerpark.sequence.time.Timeline}). Everything else counts steps.
 */
package dev.deerpark.sequence.time;
