// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine;

import dev.deerpark.engine.summary.SweepSummary;
import dev.deerpark.engine.summary.SweepWork;
import dev.deerpark.engine.sweep.BurnIn;
import dev.deerpark.engine.sweep.Damping;
import dev.deerpark.engine.sweep.Guess;
import dev.deerpark.engine.sweep.SweepElement;
import dev.deerpark.engine.sweep.SweepRule;
import dev.deerpark.engine.trajectory.StateTrace;
import dev.deerpark.engine.trajectory.Trajectory;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.sequence.Layout;
import java.util.Optional;

/**
 * Holds one sequence with its iterate, wherever that is, and does what a solver asks. The known
 * start state, the inputs and the model were given when it was made. Closing it releases everything
 * it held.
 */
public interface Engine extends AutoCloseable {

  Layout layout();

  /** What every sweep goes by. */
  SweepRule rule();

  /** A first sweep from a guess. */
  FirstSweep from(Guess guess);

  /**
   * A first sweep from the states that walks of the last steps of each segment end with. It counts
   * their work as its own.
   */
  FirstSweep from(BurnIn burnIn);

  /**
   * Applies the pending update and evaluates the segments that moved.
   *
   * @param form what to keep of the Jacobians of the segments that are walked
   * @param damping of the update that follows
   */
  Sweep advance(JacobianForm form, Damping damping);

  /** Walks all steps one after the other, in place of sweeps: the loop itself. */
  Sweep walkInOrder();

  /** What the last sweep left. */
  Trajectory trajectory();

  @Override
  void close();

  /**
   * What a sweep showed.
   *
   * @param summary of the whole sequence
   * @param estimatedError the largest scaled move of a start state that the pending update is about
   *     to make, see {@link SweepElement#pendingMove}: with full Jacobians an estimate of the
   *     iterate's error
   * @param written what walking the iterate's states into a sink showed, where this sweep did that
   */
  record Sweep(SweepSummary summary, double estimatedError, Optional<StateTrace> written) {

    /** A sweep that wrote nothing. */
    public Sweep(SweepSummary summary, double estimatedError) {
      this(summary, estimatedError, Optional.empty());
    }

    /** This sweep with work that was done before it. */
    public Sweep after(SweepWork work) {
      return new Sweep(summary.working(work), estimatedError, written);
    }

    /** This sweep as one that wrote the states. */
    public Sweep writing(StateTrace trace) {
      return new Sweep(summary, estimatedError, Optional.of(trace));
    }
  }
}
