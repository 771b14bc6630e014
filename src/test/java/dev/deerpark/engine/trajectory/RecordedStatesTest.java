// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine.trajectory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.base.Precision;
import dev.deerpark.engine.TestSequences;
import dev.deerpark.engine.TestSpec;
import dev.deerpark.kernel.reference.ReferenceKernels;
import dev.deerpark.recurrence.Recurrence;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Layout;
import dev.deerpark.sequence.States;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However few bytes may be held, the states are those of walking each segment from its start. */
class RecordedStatesTest {
  private static final long SEED = 3;
  private static final int STEPS = 23;
  private static final int LENGTH = 5;
  private static final int SIZE = 3;
  private static final TestSpec MODEL = new TestSpec(SIZE, 2, 1, SEED);

  @ParameterizedTest
  @ValueSource(longs = {1, 24, 48, 100, 120, 240, 400, 1 << 20})
  void anyNumberOfBytesGivesTheSameStates(long bytes) {
    Layout layout = new Layout(0, STEPS, LENGTH, 5, 1, 2);
    InputBlock inputs = TestSequences.normal(layout, 2, Precision.DOUBLE, SEED).get(0);
    States starts = new States(new Random(SEED).doubles(5 * SIZE).toArray(), SIZE);
    RecordedStates recorded =
        new RecordedStates(
            new ReferenceKernels(MODEL, Precision.DOUBLE).open(Optional.empty()),
            2,
            inputs,
            LENGTH,
            starts,
            Precision.DOUBLE,
            bytes);

    Recurrence model = MODEL.build();
    double[] state = new double[SIZE];
    double[] input = new double[2];
    for (int step = 0; step < STEPS; step++) {
      int at = recorded.offset(step);
      if (step % LENGTH == 0) {
        if (step > 0) {
          assertThat(recorded.endBefore(step)).as("end before %d", step).containsExactly(state);
        }
        assertThat(recorded.start(step)).containsExactly(starts.get(step / LENGTH));
        state = recorded.start(step);
      }
      double[] next = new double[SIZE];
      inputs.input(step, input);
      model.step(state, input, next);
      state = next;
      for (int i = 0; i < SIZE; i++) {
        assertThat(recorded.states().get(at + i)).as("step %d", step).isEqualTo(state[i]);
      }
    }
    assertThat(recorded.endBefore(STEPS)).containsExactly(state);
  }
}
