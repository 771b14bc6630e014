// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.solve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.base.Precision;
import dev.deerpark.engine.LocalEngine;
import dev.deerpark.engine.TestModels;
import dev.deerpark.engine.TestSequences;
import dev.deerpark.engine.sweep.Damping;
import dev.deerpark.engine.sweep.SweepRule;
import dev.deerpark.kernel.reference.ReferenceKernels;
import dev.deerpark.recurrence.Lorenz96;
import dev.deerpark.recurrence.Recurrence;
import dev.deerpark.sequence.Layout;
import org.junit.jupiter.api.Test;

/** Nobody has to tune the damping. */
class AdaptiveDamperTest {
  private static final double TOLERANCE = 1e-8;
  private static final double[] LAMBDAS = {1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1};

  private static Solution solve(Recurrence model, int steps, Method method, Damper damper) {
    Layout layout = new Layout(0, steps, 1, 64, 2, 8);
    LocalEngine engine =
        new LocalEngine(
            layout,
            SweepRule.of(Precision.DOUBLE, TOLERANCE),
            new ReferenceKernels(() -> model, Precision.DOUBLE),
            TestSequences.normal(layout, model.inputSize(), Precision.DOUBLE, 1),
            model.initialState());
    SolverOptions options = new SolverOptions(method, damper, TOLERANCE, 400);
    return new Solver(options, SolveListener.NONE).solve(engine);
  }

  @Test
  void onLorenz96ItNeedsNoMoreIterationsThanTheBestFixedLambda() {
    Recurrence model = new Lorenz96(5, 8, 0.01, 0).build();
    int best = Integer.MAX_VALUE;
    for (double lambda : LAMBDAS) {
      Solution fixed = solve(model, 1000, Method.ELK, Damper.always(Damping.filter(lambda)));
      best = fixed.outcome().settled() ? Math.min(best, fixed.iterations()) : best;
    }
    Solution adaptive = solve(model, 1000, Method.ELK, new AdaptiveDamper());
    assertThat(best).isLessThan(400);
    assertThat(adaptive.outcome().settled()).isTrue();
    assertThat(adaptive.iterations()).isLessThanOrEqualTo(best);
    assertThat(adaptive.history())
        .allSatisfy(record -> assertThat(record.largestState()).isLessThan(30));
  }

  @Test
  void undampedTheSameProblemPassesThroughTheLargestNumbers() {
    Solution newton =
        solve(new Lorenz96(5, 8, 0.01, 0).build(), 1000, Method.DEER, Damper.always(Damping.NONE));
    double largest =
        newton.history().stream().mapToDouble(IterationRecord::largestState).max().orElseThrow();
    assertThat(largest).isGreaterThan(1e100);
    assertThat(newton.history().stream().mapToLong(IterationRecord::refused).sum()).isPositive();
  }

  @Test
  void whereDynamicsForgetItCostsNoMoreThanOneIteration() {
    Recurrence model = TestModels.tanh(8, 2, 0.8, 3);
    int newton = solve(model, 2000, Method.DEER, Damper.always(Damping.NONE)).iterations();
    int adaptive = solve(model, 2000, Method.ELK, new AdaptiveDamper()).iterations();
    assertThat(adaptive).isLessThanOrEqualTo(newton + 1);
  }
}
