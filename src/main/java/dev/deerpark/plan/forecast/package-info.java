// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What the ways to evaluate a series would cost, before it is read. A {@link
 * dev.deerpark.plan.forecast.Forecast} is a value: the {@link dev.deerpark.plan.forecast.Candidate
 * candidates}, each with passes and seconds by {@linkplain dev.deerpark.plan.forecast.StepCosts
 * tabulated costs of a step}, and what any way could reach at most.
 */
package dev.deerpark.plan.forecast;
