// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.solve;

import dev.deerpark.engine.sweep.Damping;
import java.util.OptionalDouble;

/**
 * The settings of a run of the solver.
 *
 * @param method of the updates
 * @param forms of the Jacobians in each sweep
 * @param damper of the updates
 * @param tolerance for the scaled residual and update, above 0
 * @param maxIterations updates allowed, at least 1
 * @param patience passes, tangents included, that the run may cost before all steps are walked in
 *     order instead; empty where the method is never given up
 * @param crawlingPatience the same for a run of secants that settles no more than one segment per
 *     iteration; empty where it goes on
 */
public record SolverOptions(
    Method method,
    FormPolicy forms,
    Damper damper,
    double tolerance,
    int maxIterations,
    OptionalDouble patience,
    OptionalDouble crawlingPatience) {

  /** These options, with the choice of Jacobians that suits states of a size. */
  SolverOptions forStates(int size) {
    return new SolverOptions(
        method,
        forms.forStates(size),
        damper,
        tolerance,
        maxIterations,
        patience,
        crawlingPatience);
  }

  /** With the method's own choice of Jacobians. */
  public SolverOptions(
      Method method, Damper damper, double tolerance, int maxIterations, OptionalDouble patience) {
    this(method, method.forms(), damper, tolerance, maxIterations, patience, patience);
  }

  /** With a method that is never given up. */
  public SolverOptions(Method method, Damper damper, double tolerance, int maxIterations) {
    this(method, damper, tolerance, maxIterations, OptionalDouble.empty());
  }

  /** Undamped. */
  public SolverOptions(Method method, double tolerance, int maxIterations) {
    this(method, Damper.always(Damping.NONE), tolerance, maxIterations, OptionalDouble.empty());
  }
}
