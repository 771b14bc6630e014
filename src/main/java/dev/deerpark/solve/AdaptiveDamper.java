// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.solve;

import dev.deerpark.engine.sweep.Damping;
import java.util.List;

/**
 * Damping that nobody has to tune. Two things go wrong with Newton's method on long sequences:
 * products of Jacobians throw the iterate far away, and where the dynamics do not forget, errors
 * travel along the sequence for many iterations.
 *
 * <ul>
 *   <li>Against the first, a box: no start state may be larger than one and a half times what is
 *       plausible, which is what the guess was walked to, and what the settled prefix holds. A
 *       start that would leave the box takes the walked end of the segment before instead, a Jacobi
 *       step.
 *   <li>Against the second, a light Kalman filter, where small differences do not clearly shrink
 *       and the residual is still large. Near the solution it is released, and Newton's method
 *       converges quadratically.
 * </ul>
 *
 * Both are causal, so every iteration settles one more segment at least. A decreasing merit
 * function is not asked for: on dynamics that do not contract, that stalls.
 */
public record AdaptiveDamper() implements Damper {
  private static final double BOX = 1.5;
  private static final double LAMBDA = 1e-7;

  /** The residual from which on Newton's method does better alone. */
  private static final double NEAR = 0.1;

  /** Nats a step: dynamics that forget faster need no filter. */
  private static final double FORGETS = -0.01;

  @Override
  public Damping next(List<IterationRecord> history) {
    if (history.isEmpty()) {
      return Damping.NONE;
    }
    double plausible = history.stream().mapToDouble(IterationRecord::plausible).max().orElseThrow();
    IterationRecord last = history.get(history.size() - 1);
    // written so that a residual or exponent that is not a number asks for the filter
    boolean near = last.residual() < NEAR;
    boolean forgets = last.exponent() < FORGETS;
    Damping damping = near || forgets ? Damping.NONE : Damping.filter(LAMBDA);
    return plausible > 0 ? damping.within(BOX * plausible) : damping;
  }
}
