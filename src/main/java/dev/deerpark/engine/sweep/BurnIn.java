// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine.sweep;

import dev.deerpark.kernel.Kernel;
import dev.deerpark.kernel.StepFailure;
import dev.deerpark.kernel.WalkRequest;
import dev.deerpark.kernel.WalkResult;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Layout;
import dev.deerpark.sequence.States;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * A guess for dynamics that forget: a walk over the last steps of each segment, from the start
 * state of the sequence, ends near the start state of the next segment.
 *
 * @param steps walked in each segment, from 1 to a whole segment
 */
public record BurnIn(int steps) implements Serializable {

  /**
   * Walks the ends of a block's segments.
   *
   * @param start {@code [D]}: the start of every walk, not modified
   * @return where the walks end; for a segment that is not full, the start
   */
  public States ends(Layout layout, InputBlock inputs, double[] start, Kernel kernel) {
    int full = inputs.steps() / layout.segmentLength();
    States ends = States.repeated(start, layout.segmentsOf(inputs.index()));
    if (full > 0) {
      WalkRequest request = WalkRequest.all(steps, JacobianForm.ZERO, States.repeated(start, full));
      WalkResult result = WalkResult.roomFor(request);
      try {
        kernel.evaluate(tails(layout, inputs, full), request, result);
      } catch (StepFailure failure) {
        throw failure.ofStep(stepOf(failure.step() - inputs.firstStep(), layout, inputs));
      }
      ends.set(0, result.ends(), full);
    }
    return ends;
  }

  /**
   * The start states of a block's segments.
   *
   * @param before {@code [D]}: the end of the walk before the block
   * @param ends of the block, not modified
   */
  public static States starts(double[] before, States ends) {
    States starts = States.zeros(ends.count(), ends.size());
    starts.set(0, before);
    starts.set(1, ends, ends.count() - 1);
    return starts;
  }

  /** Evaluations of f. */
  public long work(Layout layout) {
    return layout.steps() / layout.segmentLength() * steps;
  }

  /** The step of the sequence for a step of the concatenated walks. */
  private long stepOf(long walked, Layout layout, InputBlock inputs) {
    long segmentEnd = (walked / steps + 1) * layout.segmentLength();
    return inputs.firstStep() + segmentEnd - steps + walked % steps;
  }

  /** The concatenated inputs of the walks. */
  private InputBlock tails(Layout layout, InputBlock inputs, int full) {
    List<InputBlock> tails = new ArrayList<>();
    for (int segment = 1; segment <= full; segment++) {
      int end = segment * layout.segmentLength();
      tails.add(inputs.part(end - steps, end));
    }
    int unnumbered = InputBlock.OF_NO_LAYOUT;
    return InputBlock.joined(unnumbered, tails).at(unnumbered, inputs.firstStep());
  }
}
