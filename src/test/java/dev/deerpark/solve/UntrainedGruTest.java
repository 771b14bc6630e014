// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.solve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.base.Precision;
import dev.deerpark.engine.LocalEngine;
import dev.deerpark.engine.TestSequences;
import dev.deerpark.engine.sweep.SweepRule;
import dev.deerpark.kernel.reference.ReferenceKernels;
import dev.deerpark.recurrence.network.GruWeights;
import dev.deerpark.recurrence.network.LayerWeights;
import dev.deerpark.sequence.Layout;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The papers' methods at segment length 1, on the network that their papers begin with. */
class UntrainedGruTest {
  private static final long SEED = 20261122;
  private static final int UNITS = 32;
  private static final int INPUTS = 2;
  private static final int STEPS = 20_000;
  private static final double TOLERANCE = 1e-6;

  @ParameterizedTest
  @CsvSource({"DEER, 6", "QUASI_DEER, 20", "JACOBI, 40"})
  void theMoreOfTheJacobianTheFewerIterations(Method method, int limit) {
    Layout layout = new Layout(0, STEPS, 1, 500, 2, 8);
    LocalEngine engine =
        new LocalEngine(
            layout,
            SweepRule.of(Precision.DOUBLE, TOLERANCE),
            new ReferenceKernels(untrained(), Precision.DOUBLE),
            TestSequences.normal(layout, INPUTS, Precision.DOUBLE, SEED),
            new double[UNITS]);
    Solution solution =
        new Solver(new SolverOptions(method, TOLERANCE, 100), SolveListener.NONE).solve(engine);

    assertThat(solution.outcome()).as("seed %d", SEED).isEqualTo(Outcome.CONVERGED);
    assertThat(solution.iterations()).as("seed %d", SEED).isLessThanOrEqualTo(limit);
    assertThat(engine.trajectory().compareWithLoop().largest())
        .as("seed %d", SEED)
        .isLessThan(1e-5);
  }

  /** PyTorch's initialisation: uniform over {@code -1/sqrt(D) .. 1/sqrt(D)}. */
  private static GruWeights untrained() {
    Random random = new Random(SEED);
    return new GruWeights(
        new LayerWeights(
            3,
            INPUTS,
            UNITS,
            uniform(random, 3 * UNITS * INPUTS),
            uniform(random, 3 * UNITS * UNITS),
            uniform(random, 3 * UNITS),
            uniform(random, 3 * UNITS)));
  }

  private static double[] uniform(Random random, int count) {
    double bound = 1 / Math.sqrt(UNITS);
    return random.doubles(count, -bound, bound).toArray();
  }
}
