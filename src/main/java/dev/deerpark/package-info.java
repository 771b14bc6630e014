// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Deerpark: nonlinear recurrences over very long sequences, evaluated in parallel over time.
 *
 * <p>This package itself is the entrance for programs on Spark: {@link dev.deerpark.Deerpark}
 * evaluates a DataFrame in the session of its caller. Nothing below uses it.
 */
package dev.deerpark;
