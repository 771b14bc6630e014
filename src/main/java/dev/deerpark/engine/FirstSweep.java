// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine;

import dev.deerpark.engine.Engine.Sweep;
import dev.deerpark.engine.sweep.Damping;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.sequence.Layout;

/**
 * The first sweep of an engine, which knows where the segments start. An engine makes it from a
 * guess, or from start states that are worked out for it.
 */
@FunctionalInterface
public interface FirstSweep {

  /** Ends of segments that are brought together in one place at most: 64 MiB of numbers. */
  long MOST_ENDS = 1 << 23;

  /**
   * Evaluates every segment.
   *
   * @param form what to keep of the Jacobians
   * @param damping of the update that follows
   */
  Sweep begin(JacobianForm form, Damping damping);

  /**
   * Whether the walk of a first sweep from start states that were worked out is the one that writes
   * the states. Such states are expected to be right, so that one pass over the sequence is all it
   * takes; should the segments not join, the states are written again after the last sweep. A walk
   * that writes yields no Jacobians, and the ends of its segments are brought together beside the
   * rows, so these have to be few.
   */
  static boolean writes(Layout layout, int stateSize, JacobianForm form) {
    return form == JacobianForm.ZERO && layout.segments() * stateSize <= MOST_ENDS;
  }
}
