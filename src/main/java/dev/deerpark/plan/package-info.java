// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What a run is going to do, decided before the series is read.
 *
 * <p>A {@link dev.deerpark.plan.Plan} is a value. The {@link dev.deerpark.plan.Planner} makes it
 * from the settings and from measurements: the {@link dev.deerpark.plan.Problem}, the {@link
 * dev.deerpark.plan.Cluster}, and the {@link dev.deerpark.plan.Dynamics} that a probe of the model
 * found. It holds all choices, each with its reason: {@link dev.deerpark.plan.MethodChoice}, {@link
 * dev.deerpark.plan.FormChoice} (which Jacobians), {@link dev.deerpark.plan.Segments}, {@link
 * dev.deerpark.plan.Beginning} and {@link dev.deerpark.plan.Memory}; and the reasons for which the
 * run would be refused.
 */
package dev.deerpark.plan;
