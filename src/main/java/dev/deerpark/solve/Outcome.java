package dev.deerpark.solve;

/** How a run ended. */
public enum Outcome {
  /** Residual and update are both within the tolerance. */
  CONVERGED,
  /** The iterations allowed were used up. */
  MAX_ITERATIONS,
  /** The solver's walks agreed, but the states as written do not join within the tolerance. */
  NOT_JOINED,
  /** The recurrence itself leaves the finite numbers. */
  NON_FINITE;

  /** Whether the states are the answer. */
  public boolean converged() {
    return this == CONVERGED;
  }
}
