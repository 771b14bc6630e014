// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.plan;

import java.util.OptionalInt;

/**
 * How long segments are, and why.
 *
 * @param length steps in a segment, at least 1
 * @param burnIn steps that bring a walk to the trajectory from anywhere, no more than a segment;
 *     empty where that is not known
 * @param reason for people
 */
public record Segments(int length, OptionalInt burnIn, String reason) {}
