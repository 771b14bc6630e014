// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.base.Numbers;
import dev.deerpark.base.Precision;
import dev.deerpark.kernel.Kernel;
import dev.deerpark.kernel.StepFailure;
import dev.deerpark.recurrence.Recurrence;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.time.SeriesKeys;
import dev.deerpark.sequence.time.TimeAxis;
import dev.deerpark.sequence.time.Timeline;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Whatever a model's step throws leaves a walk as one short sentence with the step. */
class StepFailureTest {

  private record Failing(Supplier<? extends Throwable> thrown) implements Recurrence {
    @Override
    public int stateSize() {
      return 1;
    }

    @Override
    public int inputSize() {
      return 1;
    }

    @Override
    public void step(double[] state, double[] input, double[] next) {
      next[0] = state[0];
      if (input[0] == 3) {
        if (thrown.get() instanceof Error error) {
          throw error;
        }
        throw new IllegalStateException("x".repeat(3000));
      }
    }
  }

  @Test
  void itNamesTheClassTheStepAndTheError() {
    InputBlock block =
        new InputBlock(0, 100, 5, 1, new Numbers.Doubles(new double[] {0, 1, 2, 3, 4}));
    List<Supplier<Throwable>> failures =
        List.of(
            StackOverflowError::new,
            () -> new OutOfMemoryError("heap"),
            AssertionError::new,
            Exception::new);
    for (Supplier<Throwable> failure : failures) {
      Kernel kernel = new ReferenceKernel(new Failing(failure), Precision.DOUBLE);
      assertThatThrownBy(() -> kernel.trace(block, 0, 5, new double[1], (step, state) -> {}))
          .isInstanceOf(StepFailure.class)
          .hasMessageContaining(Failing.class.getName())
          .hasMessageContaining("step 103 ")
          .satisfies(
              thrown ->
                  assertThat(
                          StepFailure.behind(thrown)
                              .orElseThrow()
                              .at(Timeline.of(TimeAxis.INDEXES, 5000, 105)))
                      .hasMessageContaining("step 103 of the series, counted from 0, at time 5103:")
                      .hasStackTraceContaining(Failing.class.getName()))
          .satisfies(thrown -> assertThat(thrown.getMessage()).hasSizeLessThan(400));
    }
  }

  /** The second series begins at step 4. */
  @Test
  void aStepOfManySeriesIsCountedInItsOwn() {
    Timeline times =
        new Timeline(
            TimeAxis.INDEXES,
            new long[] {0, 4},
            new long[] {10, 20},
            9,
            SeriesKeys.of("key", new long[] {1, 2}));
    assertThat(new StepFailure(Failing.class, 6, new Exception()).at(times))
        .hasMessageContaining(
            "in step 2 of the series, counted from 0, at time 22 of series \"2\":");
  }
}
