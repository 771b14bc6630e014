// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
/**
 * A discrete-event simulation of sweeps on clusters of up to ten thousand cores and more: {@link
 * dev.deerpark.study.simulation.Simulation}. What a formula leaves out is here: tasks of unequal
 * length, stragglers, lost executors, a driver that does one thing at a time, and the fan-in of the
 * tree. Without any of these it takes as long as the cost model says.
 */
package dev.deerpark.study.simulation;
