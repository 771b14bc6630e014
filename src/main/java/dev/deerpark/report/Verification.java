// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.report;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * How the result was checked.
 *
 * @param kind {@code none}, {@code sample} or {@code full}
 * @param maxDifference the largest absolute difference found; null when nothing was compared
 * @param where the time index of that difference; null when nothing was compared
 * @param sentence what was compared with what, for people
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Verification(String kind, Double maxDifference, Long where, String sentence) {}
