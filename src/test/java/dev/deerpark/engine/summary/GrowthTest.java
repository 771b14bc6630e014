// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.deerpark.base.Precision;
import dev.deerpark.engine.Engine;
import dev.deerpark.engine.LocalEngine;
import dev.deerpark.engine.TestModels;
import dev.deerpark.engine.TestSequences;
import dev.deerpark.engine.sweep.Damping;
import dev.deerpark.engine.sweep.Guess;
import dev.deerpark.engine.sweep.SweepRule;
import dev.deerpark.kernel.reference.ReferenceKernels;
import dev.deerpark.linear.Dense;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.recurrence.Recurrence;
import dev.deerpark.sequence.Layout;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GrowthTest {
  private static final long SEED = 4;
  private static final int SIZE = 3;

  @Test
  void joiningRunsIsAssociativeAndTheOvershootIsTheLargestRiseOfAnyPart() {
    Random random = new Random(SEED);
    double[] logarithms = random.doubles(12, -1, 1).toArray();
    double largest = 0;
    for (int from = 0; from < logarithms.length; from++) {
      double sum = 0;
      for (int to = from; to < logarithms.length; to++) {
        sum += logarithms[to];
        largest = Math.max(largest, sum);
      }
    }
    for (int cut = 1; cut < logarithms.length; cut++) {
      Growth whole = run(logarithms, 0, cut).then(run(logarithms, cut, logarithms.length));
      assertThat(whole.overshoot())
          .as("seed %d, cut %d", SEED, cut)
          .isCloseTo(largest, within(1e-14));
      assertThat(whole.exponent())
          .as("seed %d, cut %d", SEED, cut)
          .isCloseTo(Arrays.stream(logarithms).average().orElseThrow() / 2, within(1e-14));
    }
  }

  private static Growth run(double[] logarithms, int from, int to) {
    Growth growth = Growth.NONE;
    for (int i = from; i < to; i++) {
      growth = growth.then(Growth.of(2, logarithms[i]));
    }
    return growth;
  }

  @Test
  void ofOneMatrixTheExponentIsTheLogarithmOfItsLargestEigenvalue() {
    // with the eigenvalues 0.9, 0.5 and -0.2
    double[] matrix = {0.9, 3, -2, 0, 0.5, 1, 0, 0, -0.2};
    int segments = 40;
    double[] jacobians = new double[segments * matrix.length];
    for (int segment = 0; segment < segments; segment++) {
      System.arraycopy(matrix, 0, jacobians, segment * matrix.length, matrix.length);
    }
    int[] lengths = new int[segments];
    Arrays.fill(lengths, 5);
    Growth growth = Growth.along(SIZE, lengths, new boolean[0], jacobians);
    assertThat(growth.steps()).isEqualTo(5L * segments);
    assertThat(growth.exponent()).isCloseTo(Math.log(0.9) / 5, within(1e-4));
  }

  @Test
  void whatIsNotKnownIsNotMeasured() {
    double[] jacobians = new double[4 * SIZE * SIZE];
    System.arraycopy(Dense.diagonal(SIZE, 0.5), 0, jacobians, 2 * SIZE * SIZE, SIZE * SIZE);
    System.arraycopy(Dense.diagonal(SIZE, 0.5), 0, jacobians, 3 * SIZE * SIZE, SIZE * SIZE);
    Growth growth = Growth.along(SIZE, new int[] {1, 1, 1, 1}, new boolean[0], jacobians);
    assertThat(growth.steps()).isEqualTo(2);
    assertThat(growth.exponent()).isCloseTo(Math.log(0.5), within(1e-15));
    assertThat(
            Growth.along(SIZE, new int[] {1, 1, 1, 1}, new boolean[0], new double[4 * SIZE * SIZE]))
        .isEqualTo(Growth.NONE);
  }

  @Test
  void nothingIsCarriedAcrossARestart() {
    double[] logarithms = {1, 2, 0, 0.5, 0, 3, -1, 0.25};
    boolean[] restarting = {false, false, true, false, true, false, false, false};
    double[] jacobians = new double[logarithms.length * SIZE * SIZE];
    for (int segment = 0; segment < logarithms.length; segment++) {
      double[] scaled =
          Dense.diagonal(SIZE, restarting[segment] ? 0 : Math.exp(logarithms[segment]));
      System.arraycopy(scaled, 0, jacobians, segment * SIZE * SIZE, SIZE * SIZE);
    }
    int[] lengths = new int[logarithms.length];
    Arrays.fill(lengths, 300);
    Growth whole = Growth.along(SIZE, lengths, restarting, jacobians);
    // the first segment only turns the vector, and counts as the mean of the others
    double mean = (2 + 0.5 + 3 - 1 + 0.25) / 5;
    assertThat(whole.steps()).isEqualTo(6 * 300);
    assertThat(whole.sum()).isCloseTo(6 * mean, within(1e-12));
    assertThat(whole.highest()).isCloseTo(mean + 2, within(1e-12));
    assertThat(whole.overshoot()).isCloseTo(3, within(1e-12));
    assertThat(whole.lastRise()).isCloseTo(2.25, within(1e-12));
    Growth before = Growth.of(1, 10);
    assertThat(before.then(whole).overshoot()).isCloseTo(10 + mean + 2, within(1e-12));
    assertThat(whole.then(before).overshoot()).isCloseTo(12.25, within(1e-12));
    assertThat(whole.then(before).highest()).isCloseTo(mean + 2, within(1e-12));
  }

  @Test
  void theExponentDoesNotHangOnTheBlocks() {
    Recurrence model = TestModels.tanh(6, 2, 1.3, SEED);
    double whole = exponent(model, 8000, 1);
    for (int segmentLength : new int[] {1, 4}) {
      for (int blockSteps : new int[] {80, 160, 1000, 2500}) {
        assertThat(exponent(model, blockSteps / segmentLength, segmentLength))
            .as("blocks of %d steps, segments of %d, seed %d", blockSteps, segmentLength, SEED)
            .isCloseTo(whole, within(0.02 * Math.abs(whole)));
      }
    }
  }

  private static double exponent(Recurrence model, int blockSegments, int segmentLength) {
    Layout layout = new Layout(0, 8000, segmentLength, blockSegments, 1, 4);
    SweepRule rule = SweepRule.of(Precision.DOUBLE, 1e-12);
    LocalEngine engine =
        new LocalEngine(
            layout,
            rule,
            new ReferenceKernels(() -> model, rule.precision()),
            TestSequences.normal(layout, model.inputSize(), rule.precision(), SEED),
            new double[model.stateSize()]);
    Engine.Sweep sweep = engine.from(Guess.zeros()).begin(JacobianForm.DENSE, Damping.NONE);
    while (sweep.summary().residual() > 1e-12) {
      sweep = engine.advance(JacobianForm.DENSE, Damping.NONE);
    }
    return sweep.summary().growth().exponent();
  }
}
