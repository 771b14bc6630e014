// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.scan;

import java.io.Serializable;

/**
 * What comes down the tree: a state that is known up to a Gaussian error.
 *
 * @param mean {@code [D]}, never modified
 * @param error how far the state may be from there
 */
public record Belief(double[] mean, Uncertainty error) implements Serializable {

  /** A state that is known. */
  public static Belief exact(double[] state) {
    return new Belief(state, Uncertainty.NONE);
  }

  public boolean isExact() {
    return error instanceof Uncertainty.None;
  }
}
