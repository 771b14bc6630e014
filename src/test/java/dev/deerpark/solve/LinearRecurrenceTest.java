// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.solve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.base.Precision;
import dev.deerpark.engine.LocalEngine;
import dev.deerpark.engine.TestSequences;
import dev.deerpark.engine.sweep.SweepRule;
import dev.deerpark.kernel.jvm.JvmKernels;
import dev.deerpark.recurrence.network.DiagonalLinear;
import dev.deerpark.sequence.Layout;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the Jacobian is diagonal and constant the first update is the answer. */
class LinearRecurrenceTest {
  private static final long SEED = 12;
  private static final int UNITS = 6;
  private static final int STEPS = 5_000;
  private static final double TOLERANCE = 1e-10;

  /**
   * Units that forget in hundreds of steps among them, so that nothing but the diagonal joins the
   * segments.
   */
  @ParameterizedTest
  @ValueSource(ints = {1, 50})
  void oneUpdateByDiagonalsIsTheAnswerAndASecondConfirmsIt(int segmentLength) {
    Random random = new Random(SEED);
    double[] decay = {0.99, -0.98, 0.5, 0, 0.95, 0.9};
    DiagonalLinear model =
        new DiagonalLinear(2, decay, random.doubles(2 * UNITS, -1, 1).toArray(), new double[UNITS]);
    Layout layout = new Layout(0, STEPS, segmentLength, 500 / segmentLength, 2, 8);
    LocalEngine engine =
        new LocalEngine(
            layout,
            SweepRule.of(Precision.DOUBLE, TOLERANCE),
            new JvmKernels(model, Precision.DOUBLE),
            TestSequences.normal(layout, 2, Precision.DOUBLE, SEED),
            new double[UNITS]);
    Solution solution =
        new Solver(new SolverOptions(Method.QUASI_DEER, TOLERANCE, 10), SolveListener.NONE)
            .solve(engine);
    assertThat(solution.outcome())
        .as(solution.sentence() + " seed %d", SEED)
        .isEqualTo(Outcome.CONVERGED);
    assertThat(solution.iterations()).as("seed %d", SEED).isEqualTo(2);
    assertThat(engine.trajectory().compareWithLoop().largest())
        .as("seed %d", SEED)
        .isLessThan(1e-9);
  }
}
