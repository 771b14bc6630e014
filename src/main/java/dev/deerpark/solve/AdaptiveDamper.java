// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.solve;

import dev.deerpark.engine.sweep.Damping;
import java.util.List;

/**
 * Damping that needs no tuning. Newton's method has two problems on long sequences: products of
 * Jacobians may move the iterate far away, and where the dynamics do not forget, errors travel
 * along the sequence for many iterations.
 *
 * <ul>
 *   <li>Against the first, a box: no start state may be larger than one and a half times the
 *       largest plausible number. Plausible are the ends of the segments walked from the guess, and
 *       the states of the settled prefix. A start that would leave the box takes the walked end of
 *       the segment before instead, which is a Jacobi step.
 *   <li>Against the second, a light Kalman filter, where small differences do not clearly shrink
 *       and the residual is still large. Near the solution it is released, and Newton's method
 *       converges quadratically.
 * </ul>
 *
 * Both are causal, so every iteration settles one more segment at least. A decreasing merit
 * function is not required: on dynamics that do not contract, such a requirement stalls.
 */
public record AdaptiveDamper() implements Damper {
  private static final double BOX = 1.5;
  private static final double LAMBDA = 1e-7;

  /** The residual below which Newton's method does better alone. */
  private static final double NEAR = 0.1;

  /** Nats per step: dynamics that forget faster need no filter. */
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
