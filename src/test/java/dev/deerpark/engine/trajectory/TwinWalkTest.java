// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine.trajectory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.deerpark.base.Precision;
import dev.deerpark.engine.TestSequences;
import dev.deerpark.engine.sweep.BlockSweep;
import dev.deerpark.engine.sweep.SweepRule;
import dev.deerpark.kernel.Kernel;
import dev.deerpark.kernel.reference.ReferenceKernels;
import dev.deerpark.recurrence.Recurrence;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Layout;
import java.util.List;
import org.junit.jupiter.api.Test;

class TwinWalkTest {
  private static final int STEPS = 64;
  private static final SweepRule RULE = SweepRule.of(Precision.DOUBLE, 1e-12);

  /** {@code s' = rate * s} around zero, where scaled and plain distances are the same. */
  private record Scaling(double rate) implements Recurrence {
    @Override
    public int stateSize() {
      return 2;
    }

    @Override
    public int inputSize() {
      return 0;
    }

    @Override
    public void step(double[] state, double[] input, double[] next) {
      next[0] = rate * state[0];
      next[1] = rate * state[1];
    }
  }

  private static Predictability follow(double rate, int blockSegments) {
    Layout layout = new Layout(0, STEPS, 8, blockSegments, 1, 2);
    Kernel kernel = new ReferenceKernels(() -> new Scaling(rate), Precision.DOUBLE).openForProbe();
    List<InputBlock> inputs = TestSequences.normal(layout, 0, Precision.DOUBLE, 1);
    BlockSweep sweep = new BlockSweep(layout, RULE, kernel);
    TwinWalk walk = new TwinWalk(RULE, layout, kernel);
    TwinWalk.At at = TwinWalk.At.start(2);
    for (InputBlock block : inputs) {
      at = walk.through(block, sweep.walkFrom(block, new double[2]), at);
    }
    return at.found();
  }

  @Test
  void aDifferenceGrowsAsTheDynamicsDoHoweverTheStepsAreCut() {
    for (double rate : new double[] {0.9, 1, 1.2}) {
      for (int blockSegments : new int[] {1, 3, 8}) {
        Predictability found = follow(rate, blockSegments);
        assertThat(found.steps()).isEqualTo(STEPS);
        assertThat(found.exponent()).as("rate %s", rate).isCloseTo(Math.log(rate), within(1e-6));
      }
    }
  }

  @Test
  void whereDifferencesShrinkEveryStepIsKnown() {
    assertThat(follow(0.9, 3).knownUntil()).isEqualTo(STEPS - 1);
    assertThat(follow(1.2, 3).knownUntil()).isLessThan(STEPS - 1);
  }
}
