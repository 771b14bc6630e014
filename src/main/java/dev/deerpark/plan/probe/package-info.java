// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Measures a model before its series is read. A {@link dev.deerpark.plan.probe.Probe} walks samples
 * of the inputs until walks that began apart have met, and gives {@link
 * dev.deerpark.plan.probe.Dynamics}. Where walks do not meet within what it may cost, the distance
 * that is left, an {@link dev.deerpark.plan.probe.Approach}, says when they should.
 */
package dev.deerpark.plan.probe;
