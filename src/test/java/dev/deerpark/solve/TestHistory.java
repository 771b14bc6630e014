// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.solve;

import dev.deerpark.engine.Engine.Sweep;
import dev.deerpark.engine.summary.Evaluations;
import dev.deerpark.engine.summary.Growth;
import dev.deerpark.engine.summary.Joints;
import dev.deerpark.engine.summary.Magnitudes;
import dev.deerpark.engine.summary.NonFinite;
import dev.deerpark.engine.summary.SweepSummary;
import dev.deerpark.engine.summary.SweepWork;
import dev.deerpark.engine.summary.Update;
import dev.deerpark.engine.sweep.Damping;
import dev.deerpark.recurrence.JacobianForm;
import java.util.ArrayList;
import java.util.List;

/** Histories whose figures are given. */
public final class TestHistory {
  private static final long SEGMENTS = 1000;

  private TestHistory() {}

  /**
   * An iteration for each figure, which is all that is measured; one more segment settles in each.
   */
  public static List<IterationRecord> of(double... figures) {
    return of(JacobianForm.DENSE, figures);
  }

  /** The same with other Jacobians. */
  public static List<IterationRecord> of(JacobianForm form, double... figures) {
    List<IterationRecord> history = new ArrayList<>();
    for (double figure : figures) {
      history.add(iteration(history.size(), form, history.size() + 1, figure));
    }
    return history;
  }

  /** One iteration. */
  public static IterationRecord iteration(
      int iteration, JacobianForm form, long settled, double figure) {
    Sweep sweep = new Sweep(summary(settled, figure), figure);
    return new IterationRecord(iteration, form, Damping.NONE, sweep, 0.1);
  }

  /** A sweep over 1,000 segments that took a step and a tangent's step. */
  public static SweepSummary summary(long settled, double figure) {
    double[] state = {0};
    return new SweepSummary(
        new Joints(SEGMENTS, state, state, settled, settled, figure),
        new Update(figure, 1, 0),
        SweepWork.walking(new Evaluations(1, 1)),
        new NonFinite(0, -1),
        new Magnitudes(1, 1, 1),
        0,
        new Growth(1, -0.1, 0, 0, 2, false));
  }
}
