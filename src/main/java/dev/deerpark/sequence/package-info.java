// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What a long sequence is.
 *
 * <p>A recurrence {@code s_t = f(s_{t-1}, x_t)} is evaluated over steps numbered {@code 0 .. T-1}.
 * The words, used in this sense everywhere:
 *
 * <ul>
 *   <li><b>step</b>: one time index;
 *   <li><b>segment</b>: {@code L} consecutive steps, always walked exactly by {@code f}; the
 *       unknowns of the solver are the segments' start states;
 *   <li><b>block</b>: a fixed, aligned run of segments: the leaf of the combine tree and the unit
 *       in which data is held, as primitive arrays;
 *   <li><b>partition</b>: an aligned run of blocks: one Spark task.
 * </ul>
 *
 * <p>Many series are one sequence with {@link dev.deerpark.sequence.Restarts}: steps before which
 * the state is given. They may fall anywhere, and nothing in the arrangement depends on them.
 *
 * <p>{@link dev.deerpark.sequence.Layout} is the single source of this arrangement. Segments and
 * blocks depend on length, segment length and block size alone; only the last step, from blocks to
 * partitions, knows how many tasks there are. That is why results do not depend on the number of
 * partitions.
 */
package dev.deerpark.sequence;
