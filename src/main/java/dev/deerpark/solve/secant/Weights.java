// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.solve.secant;

import dev.deerpark.sequence.States;

/**
 * The weights of the numbers of a state, so that large units do not hide small ones: {@code <a, b>
 * = sum w_i a_i b_i}.
 *
 * @param roots {@code [D]}: the square roots of the weights; never modified
 */
record Weights(double[] roots) {

  /**
   * Weights by the usual size of each number, {@code sqrt(w_i) = 1 / (1 + rms)}.
   *
   * @param states in the order of time, which is the order of summation; those that are not finite
   *     are passed over
   */
  static Weights of(States states) {
    double[] squares = new double[states.size()];
    int finite = 0;
    for (int state = 0; state < states.count(); state++) {
      if (states.isFinite(state)) {
        finite++;
        int from = states.offset(state);
        for (int i = 0; i < squares.length; i++) {
          squares[i] += states.array()[from + i] * states.array()[from + i];
        }
      }
    }
    for (int i = 0; i < squares.length; i++) {
      squares[i] = 1 / (1 + Math.sqrt(squares[i] / Math.max(1, finite)));
    }
    return new Weights(squares);
  }

  /** The weighted length of a vector. */
  double length(double[] vector) {
    double sum = 0;
    for (int i = 0; i < roots.length; i++) {
      double weighed = roots[i] * vector[i];
      sum = Math.fma(weighed, weighed, sum);
    }
    return Math.sqrt(sum);
  }

  /** A vector with the roots of the weights and a factor in it, as a new array. */
  double[] scaled(double[] vector, double factor) {
    double[] scaled = new double[roots.length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = roots[i] * vector[i] * factor;
    }
    return scaled;
  }

  /** The inner product of two vectors that have the roots of the weights in them. */
  static double product(double[] one, double[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum = Math.fma(one[i], other[i], sum);
    }
    return sum;
  }
}
