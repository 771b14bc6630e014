package dev.deerpark.solve;

import dev.deerpark.engine.Damping;
import dev.deerpark.engine.Guess;

/**
 * What a run goes by.
 *
 * @param method which updates to make
 * @param guess where they begin
 * @param damper what holds them back
 * @param tolerance for the scaled residual and update, above 0
 * @param maxIterations updates allowed, at least 1
 */
public record SolverOptions(
    Method method, Guess guess, Damper damper, double tolerance, int maxIterations) {

  /** Undamped, from zeros. */
  public SolverOptions(Method method, double tolerance, int maxIterations) {
    this(method, Guess.zeros(), Damper.always(Damping.NONE), tolerance, maxIterations);
  }
}
