// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel;

import dev.deerpark.sequence.States;
import java.io.Serializable;

/**
 * How close two walks must come to count as met: in every component within {@code relative * max(1,
 * |s|)}. NaN never meets.
 *
 * @param relative at least 0; 0 asks for the same bits
 */
public record MeetingTolerance(double relative) implements Serializable {

  /** Walks meet only where they have the same bits. */
  public static final MeetingTolerance BITWISE = new MeetingTolerance(0);

  /** Whether a state has met another; {@code s} is the first. */
  public boolean haveMet(double[] state, double[] other) {
    for (int i = 0; i < state.length; i++) {
      if (!covers(state[i] - other[i], state[i])) {
        return false;
      }
    }
    return true;
  }

  /** The same for one of several other states. */
  public boolean haveMet(double[] state, States others, int index) {
    for (int i = 0, from = others.offset(index); i < state.length; i++) {
      if (!covers(state[i] - others.array()[from + i], state[i])) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether a state and the same state after a move count as met; {@code s} is the state before the
   * move.
   */
  public boolean coversMove(double[] move, States states, int index) {
    for (int i = 0, from = states.offset(index); i < move.length; i++) {
      if (!covers(move[i], states.array()[from + i])) {
        return false;
      }
    }
    return true;
  }

  private boolean covers(double difference, double number) {
    // written so that NaN is not covered
    return Math.abs(difference) <= relative * Math.max(1, Math.abs(number));
  }
}
