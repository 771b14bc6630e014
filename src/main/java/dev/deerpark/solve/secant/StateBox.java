// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.solve.secant;

import dev.deerpark.sequence.States;
import java.util.Arrays;

/**
 * Where states may plausibly be: for each number of a state, between the least and the greatest
 * that the end of a walk has had, with a margin of half their distance. It is measured, since no
 * range can be assumed of a network's units, and it grows with every walk.
 *
 * @param least {@code [D]}, never modified
 * @param greatest {@code [D]}, never modified
 */
record StateBox(double[] least, double[] greatest) {
  private static final double MARGIN = 0.5;

  /** A margin for numbers that never change. */
  private static final double LEAST_MARGIN = 1e-3;

  /** The box around nothing. */
  static StateBox empty(int size) {
    double[] least = new double[size];
    double[] greatest = new double[size];
    Arrays.fill(least, Double.POSITIVE_INFINITY);
    Arrays.fill(greatest, Double.NEGATIVE_INFINITY);
    return new StateBox(least, greatest);
  }

  /** The box around these states too, of which those that are not finite are passed over. */
  StateBox and(States states) {
    double[] lower = least.clone();
    double[] upper = greatest.clone();
    for (int state = 0; state < states.count(); state++) {
      if (states.isFinite(state)) {
        int from = states.offset(state);
        for (int i = 0; i < lower.length; i++) {
          lower[i] = Math.min(lower[i], states.array()[from + i]);
          upper[i] = Math.max(upper[i], states.array()[from + i]);
        }
      }
    }
    return new StateBox(lower, upper);
  }

  /** Whether a state is inside, margin included; not where one of its numbers is not finite. */
  boolean covers(double[] state) {
    for (int i = 0; i < state.length; i++) {
      double margin = MARGIN * (greatest[i] - least[i]) + LEAST_MARGIN;
      if (!(state[i] >= least[i] - margin && state[i] <= greatest[i] + margin)) {
        return false;
      }
    }
    return true;
  }
}
