// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What a run is going to do, decided before the series is read.
 *
 * <p>A {@link dev.deerpark.plan.Plan} is a value. The {@link dev.deerpark.plan.Planner} makes it of
 * what was asked (the settings) and what was measured: the {@link dev.deerpark.plan.Problem}, the
 * {@link dev.deerpark.plan.Cluster}, and the {@link dev.deerpark.plan.Dynamics} that a probe of the
 * model found. It holds a choice for every question, each with its reason: {@link
 * dev.deerpark.plan.MethodChoice}, {@link dev.deerpark.plan.FormChoice} (which Jacobians), {@link
 * dev.deerpark.plan.Segments}, {@link dev.deerpark.plan.Beginning} and {@link
 * dev.deerpark.plan.Memory}; and the reasons for which the run would be refused.
 */
package dev.deerpark.plan;
