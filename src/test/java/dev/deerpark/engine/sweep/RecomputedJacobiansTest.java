// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine.sweep;

import dev.deerpark.base.Precision;
import dev.deerpark.engine.ChangingSweeps;
import dev.deerpark.engine.TestModels;
import dev.deerpark.kernel.reference.ReferenceKernels;
import dev.deerpark.recurrence.Recurrence;
import dev.deerpark.sequence.Layout;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Jacobians that are computed once more for want of memory are those that are kept otherwise. */
class RecomputedJacobiansTest {
  private static final long SEED = 20261126;
  private static final int TRIALS = 60;

  @Test
  void keptAndRecomputedJacobiansGiveTheSameSweepsBitForBit() {
    for (int trial = 0; trial < TRIALS; trial++) {
      long seed = SEED + trial;
      Random random = new Random(seed);
      Recurrence model = TestModels.tanh(3, 2, 0.6 + 2 * random.nextDouble(), seed);
      Layout layout =
          new Layout(
              0, 60 + random.nextInt(40), 1 + random.nextInt(4), 1 + random.nextInt(9), 2, 3);
      List<ChangingSweeps.Choice> choices =
          ChangingSweeps.choices(random, 2 + random.nextInt(8), Precision.DOUBLE);
      ReferenceKernels kernels = new ReferenceKernels(() -> model, Precision.DOUBLE);
      SweepRule rule = SweepRule.of(Precision.DOUBLE, 1e-12);
      new ChangingSweeps(layout, Guess.zeros(), model.inputSize(), model.stateSize(), seed, choices)
          .requireSame(kernels, rule, kernels, rule.recomputingJacobians());
    }
  }
}
