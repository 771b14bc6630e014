// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.study.model;

import java.util.Optional;

/**
 * What a burn-in and one walk can reach at all. A network that forgets its start after m steps has
 * to be walked m steps further for each of N pieces, so that T steps take at least {@code T / N +
 * m}:
 *
 * <pre>
 *   S = N / (1 + N m / T),   m = ln(1 / tolerance) / |exponent|
 * </pre>
 *
 * half of the ideal at {@code N = T / m}, and never more than {@code T / m}.
 *
 * @param memorySteps m, above 0
 */
public record Possible(double memorySteps) {

  /**
   * The bound for a network.
   *
   * @param exponent its largest Lyapunov exponent, in nats per step
   * @param tolerance for residual and update
   * @return empty for a network that does not forget
   */
  public static Optional<Possible> of(double exponent, double tolerance) {
    return exponent < 0
        ? Optional.of(new Possible(Math.log(1 / tolerance) / -exponent))
        : Optional.empty();
  }

  /** The largest speed-up of N cores on T steps. */
  public double speedup(double cores, double steps) {
    return cores / (1 + cores * memorySteps / steps);
  }

  /** The largest speed-up of any number of cores on T steps. */
  public double most(double steps) {
    return steps / memorySteps;
  }
}
