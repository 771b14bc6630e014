// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.solve;

/** How a run ended. */
public enum Outcome {
  /** Residual and update are both within the tolerance. */
  CONVERGED,
  /**
   * The same, but rounding has grown past the tolerance on the way: no method in this precision
   * knows the states beyond a step, the loop itself included.
   */
  CONVERGED_BUT_UNDETERMINED,
  /** The iterations allowed were used up. */
  MAX_ITERATIONS,
  /** Progress is so slow that the iterations allowed cannot be enough. */
  STALLED,
  /** The same, and the iterate has gone far from where it began. */
  DIVERGED,
  /** The solver's walks agreed, but the states as written do not join within the tolerance. */
  NOT_JOINED,
  /** The recurrence itself leaves the finite numbers. */
  NON_FINITE;

  /** Whether the states are the answer. */
  public boolean converged() {
    return this == CONVERGED;
  }

  /** Whether the iterations came to an end by themselves. */
  boolean settled() {
    return this == CONVERGED || this == CONVERGED_BUT_UNDETERMINED;
  }
}
