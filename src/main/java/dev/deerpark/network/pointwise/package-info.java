// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Functions of one row of numbers, which networks have between their recurrences.
 *
 * <p>A {@link dev.deerpark.network.pointwise.Pointwise} program is a list of {@link
 * dev.deerpark.network.pointwise.Operation}s, each on values made before it. Most read one value
 * and are {@link dev.deerpark.network.pointwise.Unary}.
 */
package dev.deerpark.network.pointwise;
