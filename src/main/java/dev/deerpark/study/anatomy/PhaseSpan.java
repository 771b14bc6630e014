// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.study.anatomy;

/**
 * A phase of a run, taken apart.
 *
 * @param phase which
 * @param seconds it took, the driver's time before its first job included
 * @param time of all cores
 * @param traffic of its jobs
 */
public record PhaseSpan(Phase phase, double seconds, CoreSeconds time, Traffic traffic) {}
