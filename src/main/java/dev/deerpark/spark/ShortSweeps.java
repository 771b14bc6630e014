// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark;

import dev.deerpark.engine.Engine.Sweep;
import dev.deerpark.engine.summary.SweepWork;
import dev.deerpark.engine.sweep.Damping;
import dev.deerpark.engine.sweep.Guess;
import dev.deerpark.recurrence.JacobianForm;

/** Start states for long segments, from some sweeps of Newton's method at segment length 1. */
public final class ShortSweeps {
  private ShortSweeps() {}

  /**
   * Makes the sweeps and takes the states at the starts of the longer segments. Runs the jobs; the
   * states are checkpointed, so the engine may be closed.
   *
   * @param engine over segments of one step, in blocks with as many steps as those of the longer
   *     segments
   * @param damping of the updates
   * @param sweeps updates, at least 1
   * @param segmentLength of the segments that the states are for
   */
  public static StartStates states(
      SparkEngine engine, Guess guess, Damping damping, int sweeps, int segmentLength) {
    Sweep sweep = engine.from(guess).begin(JacobianForm.DENSE, damping);
    SweepWork work = sweep.summary().work();
    for (int i = 1; i <= sweeps; i++) {
      // the last one is not updated again, so it needs no Jacobians
      JacobianForm form = i < sweeps ? JacobianForm.DENSE : JacobianForm.ZERO;
      work = work.plus(engine.advance(form, damping).summary().work());
    }
    return new StartStates(engine.startsOf(segmentLength), work);
  }
}
