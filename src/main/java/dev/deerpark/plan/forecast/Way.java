// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.plan.forecast;

import dev.deerpark.recurrence.JacobianForm;

/** The ways to evaluate a series that a forecast weighs. */
public enum Way {
  LOOP("loop"),
  BURN_IN("burn-in and one walk"),
  SHOOTING("shooting"),
  SECANTS("secants"),
  DENSE("full Jacobians");

  private static final double DENSE_WALKS = 5;

  private final String label;

  Way(String label) {
    this.label = label;
  }

  /** The way of shooting that takes Jacobians of a form where plain walks do not join. */
  public static Way by(JacobianForm form) {
    return switch (form) {
      case SECANT -> SECANTS;
      case DENSE -> DENSE;
      default -> SHOOTING;
    };
  }

  /** Its name, for people. */
  public String label() {
    return label;
  }

  /**
   * All walks of a series in segments over one, where the start is forgotten after so many segments
   * that walks meet no sooner.
   *
   * @param segments q, in which the start is forgotten, above 0
   */
  public double walks(double segments) {
    return switch (this) {
      case LOOP -> 1;
      case BURN_IN, SHOOTING -> 1 + segments;
      // measured on recurrent networks of 168 and 256 numbers, where the start was forgotten late
      case SECANTS -> 1 + 1.6 * Math.sqrt(segments);
      // a few plain ones and about as many of Newton's method
      case DENSE -> DENSE_WALKS;
    };
  }

  /**
   * The cost of these walks, in walks without tangents. Newton's method may take twice the usual
   * number of them, each with a tangent for each number of the state.
   *
   * @param stateSize D
   */
  public double work(double segments, int stateSize) {
    return this == DENSE ? 2 * DENSE_WALKS * (1.0 + stateSize) : walks(segments);
  }
}
