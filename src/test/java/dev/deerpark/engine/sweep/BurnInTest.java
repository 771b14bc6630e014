// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.base.Precision;
import dev.deerpark.engine.TestModels;
import dev.deerpark.engine.TestSequences;
import dev.deerpark.kernel.Kernel;
import dev.deerpark.kernel.StepFailure;
import dev.deerpark.kernel.reference.ReferenceKernels;
import dev.deerpark.recurrence.OneNumber;
import dev.deerpark.recurrence.Recurrence;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Layout;
import dev.deerpark.sequence.States;
import org.junit.jupiter.api.Test;

class BurnInTest {
  private static final long SEED = 8;
  private static final Layout LAYOUT = new Layout(0, 47, 10, 5, 1, 2);
  private static final double[] START = {0.1, -0.2};

  @Test
  void itEndsWhereALoopOverTheLastStepsOfEachSegmentEnds() {
    Kernel kernel =
        new ReferenceKernels(() -> TestModels.tanh(2, 1, 0.9, SEED), Precision.FLOAT)
            .openForProbe();
    InputBlock inputs = TestSequences.normal(LAYOUT, 1, Precision.FLOAT, SEED).get(0);
    for (int steps : new int[] {1, 4, 10}) {
      States ends = new BurnIn(steps).ends(LAYOUT, inputs, START, kernel);
      for (int segment = 0; segment < 4; segment++) {
        double[] state = START.clone();
        int to = (segment + 1) * 10;
        kernel.trace(inputs, to - steps, to, state, (step, s) -> {});
        assertThat(ends.get(segment)).as("segment %d, %d steps", segment, steps).isEqualTo(state);
      }
      assertThat(ends.last()).as("of a segment that is not full").isEqualTo(START);
    }
    assertThat(new BurnIn(4).work(LAYOUT)).isEqualTo(16);
  }

  @Test
  void aStepThatFailsIsNamedByItsPlaceInTheSequence() {
    InputBlock inputs = TestSequences.normal(LAYOUT, 1, Precision.FLOAT, SEED).get(0);
    for (int failing : new int[] {7, 18, 36, 39}) {
      double[] at = new double[1];
      inputs.input(failing, at);
      ReferenceKernels kernels = new ReferenceKernels(() -> failingAt(at[0]), Precision.FLOAT);
      assertThatThrownBy(
              () -> new BurnIn(4).ends(LAYOUT, inputs, new double[1], kernels.openForProbe()))
          .as("seed %d", SEED)
          .isInstanceOf(StepFailure.class)
          .hasMessageContaining("in step " + failing + " of");
    }
  }

  private static Recurrence failingAt(double failing) {
    return new OneNumber(
        (state, input) -> {
          if (input == failing) {
            throw new IllegalStateException("here");
          }
          return input;
        });
  }

  @Test
  void endsBecomeTheNextStarts() {
    States ends = new States(new double[] {1, 2, 3, 4, 5, 6}, 2);
    assertThat(BurnIn.starts(new double[] {8, 9}, ends).array()).containsExactly(8, 9, 1, 2, 3, 4);
  }
}
