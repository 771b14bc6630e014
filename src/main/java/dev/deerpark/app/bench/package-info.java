// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The use case of the command {@code bench}: {@link dev.deerpark.app.bench.Bench} measures the
 * methods, the sequential loop and PyTorch against each other, on a random network for each size.
 */
package dev.deerpark.app.bench;
