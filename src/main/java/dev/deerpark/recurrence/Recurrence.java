// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.recurrence;

/**
 * A model: {@code next = f(state, input)}. This is all that a user has to write; {@link
 * dev.deerpark.recurrence.contract.RecurrenceContract} tests it.
 *
 * <p>The same arguments must give the same bits, in any order of calls. An instance is used by one
 * thread at a time, so it may keep scratch arrays. Arguments are owned by the caller; only the last
 * array of each method is written.
 *
 * <p>All arithmetic is in double. A run in float rounds each state to float after its step, which
 * defines a recurrence of its own, the same for every method.
 */
public interface Recurrence {

  /** Numbers in a state, D, at least 1. */
  int stateSize();

  /** Numbers in an input, I, at least 0. */
  int inputSize();

  /**
   * The state before the first step, unless a run is given another one. The default is zeros.
   *
   * @return {@code [D]}, finite, a fresh array that the caller owns
   */
  default double[] initialState() {
    return new double[stateSize()];
  }

  /**
   * One step.
   *
   * @param state {@code [D]}, not modified
   * @param input {@code [I]}, not modified
   * @param next {@code [D]}, overwritten; never the same array as {@code state}
   */
  void step(double[] state, double[] input, double[] next);

  /**
   * The Jacobian of one step. The default takes checked finite differences of {@link #step}.
   *
   * @param state {@code [D]}, not modified
   * @param input {@code [I]}, not modified
   * @param jacobian {@code [D][D]} row-major, overwritten: row i, column j is {@code d next_i / d
   *     state_j}
   */
  default void jacobian(double[] state, double[] input, double[] jacobian) {
    FiniteDifferences.jacobian(this, state, input, jacobian);
  }

  /**
   * The diagonal of the Jacobian of one step. The default takes it from {@link #jacobian}.
   *
   * @param state {@code [D]}, not modified
   * @param input {@code [I]}, not modified
   * @param diagonal {@code [D]}, overwritten: entry i is {@code d next_i / d state_i}
   */
  default void diagonal(double[] state, double[] input, double[] diagonal) {
    int size = state.length;
    double[] jacobian = new double[Math.multiplyExact(size, size)];
    jacobian(state, input, jacobian);
    for (int i = 0; i < size; i++) {
      diagonal[i] = jacobian[i * size + i];
    }
  }
}
