// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The operations that a solver needs, {@link dev.deerpark.engine.Engine}, and their implementation.
 *
 * <p>With {@code u_p} the start state of segment p and {@code F_p} its exact flow, the unknowns
 * satisfy {@code u_{p+1} = F_p(u_p)}. A sweep turns one guess of all {@code u} into the next,
 *
 * <pre>  u+_{p+1} = F_p(u_p) + A_p (u+_p - u_p),      u+_0 = s_0</pre>
 *
 * which is the exclusive prefix scan of the segments' maps ({@link dev.deerpark.scan.AnchoredMap}).
 * For any causal finite {@code A} one more segment is exact after every sweep. {@link
 * dev.deerpark.engine.sweep.Damping} puts a Kalman filter in place of that map for segments whose
 * start is not exact yet; smoothed means need a second scan, from the right ({@link
 * dev.deerpark.engine.sweep.BlockSweep#backward}). From the same Jacobians {@link
 * dev.deerpark.engine.summary.Growth} estimates how fast small differences grow. A segment with a
 * {@linkplain dev.deerpark.sequence.Restarts restart} has a constant map and no noise.
 *
 * <p>{@link dev.deerpark.engine.sweep.BlockSweep} is the work of one task on one block, {@link
 * dev.deerpark.engine.sweep.BlockIterate} the data of a block between sweeps, and {@link
 * dev.deerpark.engine.summary.SweepSummary} the summary of a sweep. Every engine uses exactly these
 * on the same canonical tree, so all engines give the same bits; {@link
 * dev.deerpark.engine.LocalEngine} is the reference, in one JVM.
 */
package dev.deerpark.engine;
