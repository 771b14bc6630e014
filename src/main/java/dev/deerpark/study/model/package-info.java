// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
/**
 * A model of cost. {@link dev.deerpark.study.model.Counts} says what a run does, {@link
 * dev.deerpark.study.model.CostModel} what that costs:
 *
 * <pre>
 *   seconds = latency stages + dispatch tasks            the driver, one after the other
 *           + start tasks / N                            what a core does for a task beside its work
 *           + walk steps / N + tangent tangents / N      evaluation, N the cores that share it
 *           + order ordered steps                        what no core can share
 *           + fold segments sweeps / N                   the local scan, and its garbage
 *           + receive bytes                              messages: elements of the tree's nodes
 *           + probe steps
 * </pre>
 *
 * The prices are fitted to runs, and to the parts of their time that Spark's events tell apart. For
 * other lengths and workers {@link dev.deerpark.study.model.Behaviour} says what a method would do:
 * with the planner's own layout, burn-in included, the scan's own tree for the number of elements,
 * and iterations that follow the logarithm of the length. {@link
 * dev.deerpark.study.model.Explained} brings both together and predicts, also each length from all
 * others, which shows what its predictions are worth. {@link dev.deerpark.study.model.Possible} is
 * what no cluster can beat.
 */
package dev.deerpark.study.model;
