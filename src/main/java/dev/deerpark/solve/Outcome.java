// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.solve;

/** How a run ended. */
public enum Outcome {
  /** Residual and update are both within the tolerance. */
  CONVERGED,
  /**
   * The same, but the error of the states is not known to be within the tolerance: either rounding
   * errors have grown past it on the way, so that no method in this precision, the loop included,
   * knows the states beyond some step; or errors add up where nothing contracts.
   */
  CONVERGED_BUT_UNDETERMINED,
  /** The residual is above the tolerance, and what is left of it is rounding. */
  LIMITED_BY_ROUNDING,
  /** The allowed iterations were used up. */
  MAX_ITERATIONS,
  /** Progress is so slow that the allowed iterations cannot be enough. */
  STALLED,
  /** The same, and the iterate has gone far from where it began. */
  DIVERGED,
  /** The solver's walks agreed, but the states as written do not join within the tolerance. */
  NOT_JOINED,
  /** The states are farther from the loop's than the run's error bound allows. */
  DIFFERS_FROM_LOOP,
  /** The recurrence itself leaves the finite numbers. */
  NON_FINITE;

  /** Whether the states are the answer. */
  public boolean converged() {
    return this == CONVERGED;
  }

  /** Whether the iterations ended by themselves. */
  boolean settled() {
    return this == CONVERGED || this == CONVERGED_BUT_UNDETERMINED;
  }
}
