// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Secants between segments: what walking a segment again from another start says about its
 * Jacobian.
 *
 * <p>Segments are walked again and again. Each new walk of segment p gives a secant for nothing: a
 * move {@code s} of its start and the move {@code y} of its end that followed. Through the last m
 * of them goes a linear map that stands for the Jacobian in the update of all methods,
 *
 * <pre>
 *   u+_{p+1} = F_p(u_p) + A_p (u+_p - u_p),      A_p d = Y_p G_p^-1 S_p' W d
 *   G_p = S_p' W S_p + lambda I
 * </pre>
 *
 * where the columns of {@code S_p} and {@code Y_p} are the moves and what followed, both over the
 * length of the move. {@code W} weighs the numbers of a state by their usual size, {@code w_i = 1 /
 * (1 + rms F_i)^2} over the segments' first ends, and lengths are those of {@code <a, b> = a' W b}.
 * The map is a least squares fit with a ridge: {@code lambda} bounds it by {@code |Y| / (2
 * sqrt(lambda))}, so moves that hardly differ in direction cannot make it large.
 *
 * <p>An update is one causal sweep in the order of time, {@link
 * dev.deerpark.solve.secant.Secants#propose}: a correction longer than {@code kappa |d|} is
 * shortened, one that leaves the {@linkplain dev.deerpark.solve.secant.StateBox box} of the ends
 * seen so far is left out, and a start that would move by no more than the tolerance stays. All
 * three look at the states, so the sweep is no product of linear maps, and it runs where all starts
 * and ends are at hand: with the solver, of no more segments than its memory holds the secants of.
 * (Of more, longer segments would be walked less often, by the root of their number; a chain over
 * the executors would wait for each in turn.) It costs about 4 m D operations a segment, next to
 * nothing beside a walk. Any causal finite {@code A} leaves one more segment exact after every
 * update; so does this one, whatever the secants are.
 *
 * <p>This is a limited-memory quasi-Newton method (Broyden 1965; Anderson 1965, with one secant
 * after the other) on the block bidiagonal system {@code u_{p+1} - F_p(u_p) = 0}, with secants of a
 * segment for that segment alone. Nearest relatives: the triangular Anderson acceleration of
 * ParaTAA (Tang et al., ICML 2024, for sampling from diffusion models) and parareal with a Krylov
 * subspace (Gander and Petcu 2008).
 */
package dev.deerpark.solve.secant;
