// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.solve;

import dev.deerpark.engine.Engine;
import dev.deerpark.engine.Engine.Sweep;
import dev.deerpark.engine.summary.Closeness;
import dev.deerpark.engine.summary.SweepSummary;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.solve.secant.Secants;
import java.util.Optional;

/**
 * The secants of a run: takes in where each sweep's walks began and ended, and makes the updates by
 * it. For one run. A run that ends before its second sweep never asks for a walk.
 */
final class SecantSteps {
  private final Engine engine;
  private final boolean isPlanned;
  private Taken taken;

  /**
   * What was taken in.
   *
   * @param secants empty before the first sweep was
   * @param sweeps that were taken in
   */
  public record Taken(Optional<Secants> secants, int sweeps) {
    static final Taken NONE = new Taken(Optional.empty(), 0);
  }

  /**
   * @param forms of the run; where none of them are secants, nothing is taken in
   * @param taken in before
   */
  SecantSteps(Engine engine, FormPolicy forms, Taken taken) {
    this.engine = engine;
    this.isPlanned = forms.largest() == JacobianForm.SECANT;
    this.taken = taken;
  }

  Taken taken() {
    return taken;
  }

  /** Takes in the last of the sweeps so far, unless that is done. */
  void takeIn(int sweepsSoFar) {
    if (isPlanned && taken.sweeps() < sweepsSoFar) {
      Secants longer =
          taken
              .secants()
              .map(known -> known.after(engine.walks()))
              .orElseGet(() -> Secants.of(engine.rule().precision(), engine.walks()));
      taken = new Taken(Optional.of(longer), sweepsSoFar);
    }
  }

  /**
   * The sweep after an update by the secants so far. Where outputs are judged by their change along
   * the segments, all are walked.
   */
  Sweep advance(SweepSummary summary, JacobianForm form) {
    Closeness closeness = engine.rule().closeness();
    double tolerance = closeness.isOfOutputs() ? Secants.ALL_MOVE : closeness.tolerance();
    return engine.moveTo(
        taken.secants().orElseThrow().propose(summary.exactSegments(), tolerance).starts(), form);
  }

  /** A sweep whose next update is by secants, with the estimate of the error that they give. */
  Sweep estimating(Sweep sweep, int sweepsSoFar) {
    takeIn(sweepsSoFar);
    return sweep.estimating(
        taken.secants().orElseThrow().estimatedError(sweep.summary().exactSegments()));
  }
}
