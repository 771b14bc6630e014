// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.solve;

import dev.deerpark.engine.Engine.Sweep;
import java.util.List;

/**
 * The error of outputs, estimated from how much they still change along the segments. Where the
 * changes {@code c} shrink by a ratio r from one walk to the next, those to come add up to {@code c
 * r / (1 - r)}. Outputs that agree at the joints say less: they may differ further on.
 */
final class OutputError {
  /** Beyond this, changes shrink too slowly to be summed up. */
  private static final double LARGEST_RATIO = 0.9;

  /**
   * Outputs are seen at a few dozen marks of each segment, and they change most at single steps: on
   * speech, ten times as much as at the marks.
   */
  private static final double BETWEEN_MARKS = 10;

  private OutputError() {}

  /**
   * A sweep with the estimated error of the outputs, or that of the states where it is smaller.
   *
   * @param sweep whose own estimate is that of the states
   * @param history of the sweeps before it, at least one
   */
  static Sweep estimated(Sweep sweep, List<IterationRecord> history) {
    double change = sweep.summary().update().outputChange();
    double ratio = change / history.get(history.size() - 1).outputChange();
    double bounded = Math.min(ratio, LARGEST_RATIO);
    // before the second change the ratio is not known
    double toCome = BETWEEN_MARKS * (ratio > 0 ? change * bounded / (1 - bounded) : change);
    return toCome < sweep.estimatedError() ? sweep.estimating(toCome) : sweep;
  }
}
