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
import dev.deerpark.sequence.Restarts;
import java.util.List;
import java.util.stream.IntStream;
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
    return follow(rate, blockSegments, Restarts.NONE);
  }

  /**
   * @param restarts of the whole
   */
  private static Predictability follow(double rate, int blockSegments, Restarts restarts) {
    Layout layout = new Layout(0, STEPS, 8, blockSegments, 1, 2);
    Kernel kernel = new ReferenceKernels(() -> new Scaling(rate), Precision.DOUBLE).openForProbe();
    InputBlock whole =
        InputBlock.joined(0, TestSequences.normal(layout, 0, Precision.DOUBLE, 1)).with(restarts);
    List<InputBlock> inputs =
        IntStream.range(0, layout.blocks()).mapToObj(block -> part(whole, layout, block)).toList();
    BlockSweep sweep = new BlockSweep(layout, RULE, kernel);
    TwinWalk walk = new TwinWalk(RULE, layout, kernel);
    TwinWalk.At at = TwinWalk.At.start(2);
    for (InputBlock block : inputs) {
      at = walk.through(block, sweep.walkFrom(block, new double[2]), at);
    }
    return at.found();
  }

  private static InputBlock part(InputBlock whole, Layout layout, int block) {
    int from = (int) layout.firstStep(block);
    return whole.part(from, from + layout.stepsOf(block)).at(block, from);
  }

  @Test
  void noDifferenceIsCarriedIntoTheNextSeries() {
    int[] firsts = {1, 8, 19, 20, 47};
    Restarts restarts = Restarts.shared(firsts, new double[2], true);
    for (int blockSegments : new int[] {1, 3, 8}) {
      Predictability found = follow(1.2, blockSegments, restarts);
      assertThat(found.steps()).isEqualTo(STEPS);
      assertThat(found.exponent()).isCloseTo(Math.log(1.2), within(1e-6));
      // the longest series has 27 steps
      double longest = 27 * Math.log(1.2);
      assertThat(found.largestRise()).isBetween(longest, longest + Math.log(8));
      assertThat(found.largestRise()).isLessThan(follow(1.2, 3).largestRise() / 2);
    }
    assertThat(follow(0.9, 3, restarts).knownUntil()).isEqualTo(STEPS - 1);
  }

  @Test
  void whatIsLostAtTheEndOfASeriesIsNotFoundAgainInTheNext() {
    double rate = 10;
    Predictability alone = follow(rate, 3);
    long known = alone.lastWithin() + 1;
    assertThat(alone.unknown(STEPS)).isEqualTo(STEPS - known);
    int second = 40;
    Restarts restarts = Restarts.shared(new int[] {second}, new double[2], true);
    Predictability found = follow(rate, 3, restarts);
    assertThat(found.knownUntil()).isEqualTo(alone.knownUntil());
    assertThat(found.unknown(STEPS)).isBetween(STEPS - 2 * known - 8, STEPS - 2 * known + 8);
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
