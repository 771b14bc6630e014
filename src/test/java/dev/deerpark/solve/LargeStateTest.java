// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.solve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.base.Precision;
import dev.deerpark.engine.LocalEngine;
import dev.deerpark.engine.TestSequences;
import dev.deerpark.engine.sweep.SweepRule;
import dev.deerpark.kernel.reference.ReferenceKernels;
import dev.deerpark.recurrence.Recurrence;
import dev.deerpark.sequence.Layout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** States of so many numbers that a full Jacobian would be no array. */
class LargeStateTest {

  private static final int SIZE = 50_000;
  private static final int STEPS = 12;

  /** Every number forgets by itself, which takes no square of their count. */
  private record Independent() implements Recurrence {

    @Override
    public int stateSize() {
      return SIZE;
    }

    @Override
    public int inputSize() {
      return 1;
    }

    @Override
    public void step(double[] state, double[] input, double[] next) {
      for (int i = 0; i < SIZE; i++) {
        next[i] = 0.01 * state[i] + input[0];
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"SEQUENTIAL", "JACOBI", "PICARD", "SHOOTING"})
  void methodsWithoutFullJacobiansGiveTheLoopsStates(Method method) {
    Layout layout = new Layout(0, STEPS, method == Method.SHOOTING ? 4 : 1, 3, 1, 2);
    SweepRule rule = SweepRule.of(Precision.DOUBLE, 1e-12);
    try (LocalEngine engine =
        new LocalEngine(
            layout,
            rule,
            new ReferenceKernels(Independent::new, rule.precision()),
            TestSequences.normal(layout, 1, rule.precision(), 7),
            new double[SIZE])) {
      Solution solution =
          new Solver(new SolverOptions(method, 1e-12, 100), SolveListener.NONE).solve(engine);

      assertThat(solution.outcome()).isEqualTo(Outcome.CONVERGED);
      assertThat(engine.trajectory().compareWithLoop().largest()).isLessThan(1e-11);
    }
  }
}
