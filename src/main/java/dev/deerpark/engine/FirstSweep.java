// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine;

import dev.deerpark.engine.Engine.Sweep;
import dev.deerpark.engine.sweep.Damping;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.sequence.Layout;

/**
 * The first sweep of an engine, with the segments' start states. An engine makes it from a guess,
 * or from start states that are computed for it.
 */
@FunctionalInterface
public interface FirstSweep {

  /** The most numbers in the segments' ends that are gathered in one place: 64 MiB. */
  long MOST_ENDS = 1 << 23;

  /**
   * Evaluates every segment.
   *
   * @param form of the Jacobians
   * @param damping of the update that follows
   */
  Sweep begin(JacobianForm form, Damping damping);

  /**
   * Whether a first sweep from computed start states also writes the states. Such start states are
   * expected to be right, so that a single pass over the sequence is enough; should the segments
   * not join, the states are written again after the last sweep. A walk that writes computes no
   * Jacobians, and the ends of its segments are gathered beside the rows, so there must not be too
   * many of them.
   */
  static boolean writes(Layout layout, int stateSize, JacobianForm form) {
    return form == JacobianForm.ZERO && layout.segments() * stateSize <= MOST_ENDS;
  }
}
