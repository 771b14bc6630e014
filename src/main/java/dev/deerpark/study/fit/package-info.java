// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The laws of scaling, fitted to measured seconds by {@link dev.deerpark.study.fit.LeastSquares}:
 *
 * <table>
 *   <caption>Laws, for N cores and t seconds on one</caption>
 *   <tr><th>law</th><th>seconds</th><th>source</th></tr>
 *   <tr><td>{@link dev.deerpark.study.fit.Amdahl}</td><td>{@code t (s + (1 - s) / N)}</td>
 *     <td>Amdahl, AFIPS 1967</td></tr>
 *   <tr><td>{@link dev.deerpark.study.fit.Scalability}</td>
 *     <td>{@code t (1 + s (N - 1) + k N (N - 1)) / N}</td>
 *     <td>Gunther, Guerrilla Capacity Planning, 2007</td></tr>
 *   <tr><td>{@link dev.deerpark.study.fit.SerialFraction}</td>
 *     <td>{@code e = (1 / S - 1 / N) / (1 - 1 / N)} for a speed-up of S</td>
 *     <td>Karp and Flatt, CACM 33(5), 1990</td></tr>
 * </table>
 *
 * Errors count in proportion to the seconds. Intervals hold with a probability of 95 %, by the
 * linearised law and Student's distribution.
 */
package dev.deerpark.study.fit;
