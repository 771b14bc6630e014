// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The solver: a loop over an explicit state value.
 *
 * <p>{@link dev.deerpark.solve.Solver} has the only loop: init, step, judge. A {@link
 * dev.deerpark.solve.Method} is a combination, a Jacobian form for every sweep and a default
 * segment length, not a class with a loop of its own:
 *
 * <table>
 *   <caption>The methods</caption>
 *   <tr><th>method</th><th>A_p</th><th>segment length</th></tr>
 *   <tr><td>deer</td><td>full Jacobian, the product over the segment</td><td>1, or any</td></tr>
 *   <tr><td>quasi-deer</td><td>the product of its diagonals</td><td>1, or any</td></tr>
 *   <tr><td>elk</td><td>as deer, damped by a Kalman filter</td><td>1, or any</td></tr>
 *   <tr><td>quasi-elk</td><td>as quasi-deer, damped the same way</td><td>1, or any</td></tr>
 *   <tr><td>picard</td><td>identity</td><td>1, or any</td></tr>
 *   <tr><td>jacobi</td><td>zero</td><td>1, or any</td></tr>
 *   <tr><td>shooting</td><td>zero; full, or secants, where that does not settle</td>
 *       <td>long</td></tr>
 *   <tr><td>sequential</td><td>the loop itself</td><td>a block</td></tr>
 * </table>
 *
 * <p>Sources: DEER (Lim et al., ICLR 2024, arXiv 2309.12252), quasi-DEER, ELK and quasi-ELK
 * (Gonzalez et al., NeurIPS 2024, arXiv 2407.19115), Jacobi and its hybrids (Song et al., arXiv
 * 2002.03629), multiple shooting (Lions, Maday, Turinici 2001).
 *
 * <p>An iteration is one update with the sweep that follows it. A run has converged when the last
 * update and the residual of the states that it returns are both within the tolerance. Sweeps whose
 * exact segments are not damped settle at least one more segment each, so they end after at most as
 * many iterations as there are segments.
 *
 * <p>A {@link dev.deerpark.solve.Damper} damps updates according to the history; {@link
 * dev.deerpark.solve.AdaptiveDamper} needs no tuning. {@link dev.deerpark.solve.Judge} decides when
 * a run is over and states its outcome in a sentence. {@link dev.deerpark.solve.Determinacy}
 * decides how far the answer can be trusted: where rounding errors grow past the tolerance, no
 * method in this precision knows the trajectory beyond a certain step.
 *
 * <p>A result must keep a bound that is fixed before it is compared with the loop, {@link
 * dev.deerpark.solve.ErrorBound}. With the scaled difference {@code |a - b| / (1 + |b|)},
 *
 * <pre>
 *   bound = amplification * tolerance + 16 ulp
 * </pre>
 *
 * where a small difference that is followed along the solution measures the amplification: {@code a
 * := max(1, growth * a)} at every few steps, and 1 more at each joint of segments; the largest
 * {@code a} counts, and twice that of a sample.
 */
package dev.deerpark.solve;
