// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import dev.deerpark.base.Numbers;
import dev.deerpark.base.Precision;
import dev.deerpark.base.SplitMix64;
import dev.deerpark.engine.sweep.BlockIterate;
import dev.deerpark.engine.sweep.BlockSweep;
import dev.deerpark.engine.sweep.Damping;
import dev.deerpark.engine.sweep.Guess;
import dev.deerpark.engine.sweep.SweepPlan;
import dev.deerpark.engine.sweep.SweepRule;
import dev.deerpark.kernel.Kernel;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.scan.Belief;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Layout;
import java.util.Optional;

/**
 * Measures sweeps over one block: the states go along the maps, all segments are walked, and their
 * maps are folded.
 *
 * @param precision of the walks
 * @param inputSize I
 * @param segments of the block
 * @param length steps of a segment
 */
record SweepTime(Precision precision, int inputSize, int segments, int length) {
  private static final double TOLERANCE_OF_FLOAT = 1e-6;
  private static final double TOLERANCE_OF_DOUBLE = 1e-12;
  private static final int SWEEPS = 4;

  /** The same with so many times fewer segments. */
  SweepTime shorter(int times) {
    return new SweepTime(precision, inputSize, segments / times, length);
  }

  /** The shortest of some sweeps, in seconds. */
  double seconds(Kernel kernel, JacobianForm form, Damping damping) {
    int steps = segments * length;
    Layout layout = new Layout(0, steps, length, segments, 1, 2);
    Numbers numbers = precision.allocate(steps * inputSize);
    for (int i = 0; i < numbers.length(); i++) {
      numbers.set(i, (SplitMix64.mix(i) >> 40) * 0x1p-23);
    }
    InputBlock block = new InputBlock(0, 0, steps, inputSize, numbers);
    boolean single = precision == Precision.FLOAT;
    SweepRule rule = SweepRule.of(precision, single ? TOLERANCE_OF_FLOAT : TOLERANCE_OF_DOUBLE);
    BlockSweep sweep = new BlockSweep(layout, rule, kernel);
    SweepPlan plan = SweepPlan.of(form, damping);
    double[] start = new double[kernel.stateSize()];
    double shortest = Double.MAX_VALUE;
    for (int i = 0; i < SWEEPS; i++) {
      // the second sweep after zeros: later ones walk only what still moves
      BlockIterate first = sweep.begin(block, plan, Guess.zeros(), start);
      long begin = System.nanoTime();
      sweep.advance(block, first, plan, Belief.exact(start), Optional.empty());
      shortest = Math.min(shortest, (System.nanoTime() - begin) / 1e9);
    }
    return shortest;
  }
}
