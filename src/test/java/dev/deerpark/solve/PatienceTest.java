// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.solve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.base.Precision;
import dev.deerpark.engine.LocalEngine;
import dev.deerpark.engine.TestSequences;
import dev.deerpark.engine.sweep.BlockIterate;
import dev.deerpark.engine.sweep.Damping;
import dev.deerpark.engine.sweep.SweepRule;
import dev.deerpark.kernel.reference.ReferenceKernels;
import dev.deerpark.recurrence.Lorenz96;
import dev.deerpark.recurrence.Recurrence;
import dev.deerpark.sequence.Layout;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A chosen method that costs too much is given up for the loop; one that was asked for is not. */
class PatienceTest {
  private static final Recurrence LORENZ = new Lorenz96(5, 8, 0.01, 0).build();
  private static final Layout LAYOUT = new Layout(0, 4000, 50, 8, 1, 8);

  private static LocalEngine engine(Layout layout) {
    return new LocalEngine(
        layout,
        SweepRule.of(Precision.DOUBLE, 1e-12),
        new ReferenceKernels(() -> LORENZ, Precision.DOUBLE),
        TestSequences.normal(layout, 0, Precision.DOUBLE, 1),
        LORENZ.initialState());
  }

  private static Solution solve(LocalEngine engine, OptionalDouble patience) {
    SolverOptions options =
        new SolverOptions(Method.SHOOTING, Damper.always(Damping.NONE), 1e-12, 1000, patience);
    return new Solver(options, SolveListener.NONE).solve(engine);
  }

  @Test
  void aRunThatCostsTooMuchGoesOverToTheLoop() {
    try (LocalEngine engine = engine(LAYOUT);
        LocalEngine loop = engine(LAYOUT)) {
      Solution solution = solve(engine, OptionalDouble.of(8));
      loop.walkInOrder();

      assertThat(solution.outcome()).isEqualTo(Outcome.CONVERGED);
      assertThat(solution.sentence())
          .startsWith("Iterations would have cost too much.")
          .contains("this is the loop's result");
      assertThat(solution.iterations()).isBetween(2, 20);
      assertThat(engine.iterate().stream().map(BlockIterate::ends).toList())
          .usingRecursiveComparison()
          .isEqualTo(loop.iterate().stream().map(BlockIterate::ends).toList());
    }
  }

  @Test
  void aMethodThatWasAskedForIsKeptToItsEnd() {
    try (LocalEngine engine = engine(LAYOUT)) {
      Solution solution = solve(engine, OptionalDouble.empty());

      assertThat(solution.sentence()).doesNotContain("cost too much");
      assertThat(solution.outcome()).isEqualTo(Outcome.CONVERGED_BUT_UNDETERMINED);
    }
  }

  @ParameterizedTest
  @EnumSource(Outcome.class)
  void aChosenMethodThatEndsWhereTheLoopWouldNotIsReplacedByIt(Outcome outcome) {
    boolean loopIsBetter =
        Set.of(Outcome.STALLED, Outcome.DIVERGED, Outcome.LIMITED_BY_ROUNDING).contains(outcome);

    assertThat(isLost(outcome, OptionalDouble.of(1e9))).isEqualTo(loopIsBetter);
    assertThat(isLost(outcome, OptionalDouble.empty())).as("one that was asked for").isFalse();
  }

  private static boolean isLost(Outcome outcome, OptionalDouble patience) {
    SolverOptions options =
        new SolverOptions(Method.SHOOTING, Damper.always(Damping.NONE), 1e-12, 1000, patience);
    return new Patience(options, LAYOUT).isLost(List.of(), Optional.of(outcome));
  }
}
