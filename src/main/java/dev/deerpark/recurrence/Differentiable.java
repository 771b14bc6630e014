// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.recurrence;

/**
 * A model that states its derivative in forward mode: how a small change of the state changes the
 * next one. Repeat the lines of {@link #step}, with the chain rule beside each:
 *
 * <pre>
 *   // next = tanh(w * state + input)
 *   next[0] = Math.tanh(w * state[0] + input[0]);
 *   // and in tangent
 *   double n = Math.tanh(w * state[0] + input[0]);
 *   derivative[0] = (1 - n * n) * w * direction[0];
 * </pre>
 *
 * <p>The default {@link #jacobian} takes one tangent for each number of the state: exact, where the
 * finite differences of a plain {@link Recurrence} are approximate.
 */
public interface Differentiable extends Recurrence {

  /**
   * The Jacobian of one step times a direction.
   *
   * @param state {@code [D]}, not modified
   * @param input {@code [I]}, not modified
   * @param direction {@code [D]}, not modified
   * @param derivative {@code [D]}, overwritten: entry i is {@code sum_j d next_i / d state_j *
   *     direction_j}; never the same array as {@code direction}
   */
  void tangent(double[] state, double[] input, double[] direction, double[] derivative);

  @Override
  default void jacobian(double[] state, double[] input, double[] jacobian) {
    int size = state.length;
    double[] direction = new double[size];
    double[] column = new double[size];
    for (int j = 0; j < size; j++) {
      direction[j] = 1;
      tangent(state, input, direction, column);
      direction[j] = 0;
      for (int i = 0; i < size; i++) {
        jacobian[i * size + j] = column[i];
      }
    }
  }
}
