// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What a run is going to do, decided before the series is read.
 *
 * <p>A {@link dev.deerpark.plan.Plan} is a value. The {@link dev.deerpark.plan.Planner} makes it
 * from the settings and from measurements: the {@link dev.deerpark.plan.Problem}, the {@link
 * dev.deerpark.plan.Cluster}, and the {@link dev.deerpark.plan.probe.Dynamics} that a {@link
 * dev.deerpark.plan.probe.Probe} of the model found. The {@link dev.deerpark.plan.Forecaster} says
 * what each way would cost, and the {@link dev.deerpark.plan.MethodChoice} follows from it. A plan
 * holds all choices, each with its reason: beside the method, {@link dev.deerpark.plan.FormChoice}
 * (which Jacobians), {@link dev.deerpark.plan.Segments}, {@link dev.deerpark.plan.Beginning} and
 * {@link dev.deerpark.plan.Memory}; and the reasons for which the run would be refused.
 */
package dev.deerpark.plan;
