// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine;

import dev.deerpark.base.Numbers;
import dev.deerpark.kernel.Kernel;
import dev.deerpark.kernel.MeetingMarks;
import dev.deerpark.kernel.SegmentWalk;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Layout;
import java.io.Serializable;
import java.util.Arrays;

/**
 * A guess for dynamics that forget: the last steps of each segment, walked from the start state of
 * the sequence, end about where the next segment starts.
 *
 * @param steps walked in each segment, from 1 to a whole segment
 */
public record BurnIn(int steps) implements Serializable {

  /**
   * Walks the ends of a block's segments.
   *
   * @param start {@code [D]}: where every walk sets out, not modified
   * @return {@code [S][D]}: where they end; of a segment that is not full, the start
   */
  public double[] ends(Layout layout, InputBlock inputs, double[] start, Kernel kernel) {
    int size = start.length;
    int segments = layout.segmentsOf(inputs.index());
    int full = inputs.steps() / layout.segmentLength();
    double[] ends = repeated(start, segments);
    if (full > 0) {
      boolean[] all = new boolean[full];
      Arrays.fill(all, true);
      SegmentWalk walk =
          new SegmentWalk(
              steps,
              size,
              JacobianForm.ZERO,
              repeated(start, full),
              all,
              new double[full * size],
              new double[0],
              new double[full * MeetingMarks.of(steps).length * size],
              false,
              0);
      kernel.evaluate(tails(layout, inputs, full), walk);
      System.arraycopy(walk.ends, 0, ends, 0, full * size);
    }
    return ends;
  }

  /**
   * The start states of a block's segments.
   *
   * @param before {@code [D]}: the end that was walked to before the block
   * @param ends {@code [S][D]} of the block, not modified
   */
  public static double[] starts(double[] before, double[] ends) {
    int size = before.length;
    double[] starts = new double[ends.length];
    System.arraycopy(before, 0, starts, 0, size);
    System.arraycopy(ends, 0, starts, size, ends.length - size);
    return starts;
  }

  /** Evaluations of f. */
  public long work(Layout layout) {
    return layout.steps() / layout.segmentLength() * steps;
  }

  /** The inputs of the walks, one after the other. */
  private InputBlock tails(Layout layout, InputBlock inputs, int full) {
    int width = inputs.width();
    Numbers tails = inputs.inputs().precision().allocate(full * steps * width);
    for (int segment = 0; segment < full; segment++) {
      int from = ((segment + 1) * layout.segmentLength() - steps) * width;
      inputs.inputs().copy(from, tails, segment * steps * width, steps * width);
    }
    return new InputBlock(inputs.index(), inputs.firstStep(), full * steps, width, tails);
  }

  private static double[] repeated(double[] state, int times) {
    double[] states = new double[times * state.length];
    for (int i = 0; i < times; i++) {
      System.arraycopy(state, 0, states, i * state.length, state.length);
    }
    return states;
  }
}
