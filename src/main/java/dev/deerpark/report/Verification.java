// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.report;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * How the result was checked.
 *
 * @param kind {@code none}, {@code sample} or {@code full}
 * @param maxDifference the largest absolute difference found; null when nothing was compared
 * @param scaledDifference the largest difference as the tolerance is scaled, {@code |a - b| / (1 +
 *     |b|)}; null when nothing was compared
 * @param bound of the scaled difference, fixed before the comparison
 * @param repeats whether steps that were walked twice gave the same bits; null when nothing was
 *     compared
 * @param where the time of that difference, a number or a text; null when nothing was compared
 * @param sentence what was compared with what, for people
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Verification(
    String kind,
    Double maxDifference,
    Double scaledDifference,
    double bound,
    Boolean repeats,
    Object where,
    String sentence) {}
