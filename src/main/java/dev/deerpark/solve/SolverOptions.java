package dev.deerpark.solve;

/**
 * What bounds a run.
 *
 * @param method which updates to make
 * @param tolerance for the scaled residual and update, above 0
 * @param maxIterations updates allowed, at least 1
 */
public record SolverOptions(Method method, double tolerance, int maxIterations) {

  /** Enough for every method on well-behaved models at segment length 1. */
  public static final int DEFAULT_MAX_ITERATIONS = 500;
}
