// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.solve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.base.Precision;
import dev.deerpark.engine.LocalEngine;
import dev.deerpark.engine.TestSequences;
import dev.deerpark.engine.sweep.SweepRule;
import dev.deerpark.engine.trajectory.TestSink;
import dev.deerpark.kernel.reference.ReferenceKernels;
import dev.deerpark.recurrence.LogarithmOfFirst;
import dev.deerpark.recurrence.MeanField;
import dev.deerpark.sequence.Layout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Runs with a tolerance on outputs, about half of which are not numbers. */
class UndefinedOutputsTest {
  private static final int SIZE = 12;
  private static final double TOLERANCE = 1e-9;
  private static final Layout SHORT = new Layout(0, 600, 1, 40, 3, 3);
  private static final Layout LONG = new Layout(0, 600, 20, 5, 3, 3);

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"PICARD", "SEQUENTIAL"})
  void areSolvedAsAnyOther(Method method) {
    for (Layout layout : new Layout[] {SHORT, LONG}) {
      SweepRule rule =
          SweepRule.of(Precision.DOUBLE, TOLERANCE).judging(new LogarithmOfFirst(SIZE));
      try (LocalEngine engine =
          new LocalEngine(
              layout,
              rule,
              new ReferenceKernels(new MeanField(SIZE, 0.8, 1, 1), Precision.DOUBLE),
              TestSequences.normal(layout, 1, Precision.DOUBLE, 3),
              new double[SIZE])) {
        SolverOptions options = new SolverOptions(method, TOLERANCE, 300);
        Solution solution = new Solver(options, SolveListener.NONE).solve(engine);

        assertThat(solution.outcome()).as(solution.sentence()).isEqualTo(Outcome.CONVERGED);
        double error = engine.trajectory().compareWithLoop().scaled();
        assertThat(ErrorBound.of(solution, rule).covers(error)).as("%.2e", error).isTrue();
        assertThat(engine.write(new TestSink(1), row -> {}).residual()).isLessThan(TOLERANCE);
      }
    }
  }
}
