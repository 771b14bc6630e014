// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.scan;

import java.io.Serializable;

/**
 * What comes down the tree: a state that is known up to a Gaussian error.
 *
 * @param mean {@code [D]}, never modified
 * @param spread of the error: empty where the state is known exactly; {@code [D][D]}, a factor
 *     {@code V} of the covariance {@code V V^T}, in scans of full matrices; {@code [D]}, the
 *     variances, in scans of diagonals. Never modified
 */
public record Belief(double[] mean, double[] spread) implements Serializable {
  private static final double[] NONE = {};

  /** A state that is known. */
  public static Belief exact(double[] state) {
    return new Belief(state, NONE);
  }

  public boolean isExact() {
    return spread.length == 0;
  }
}
