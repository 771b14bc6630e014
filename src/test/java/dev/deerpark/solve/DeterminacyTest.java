// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.solve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.base.Precision;
import dev.deerpark.engine.LocalEngine;
import dev.deerpark.engine.TestModels;
import dev.deerpark.engine.TestSequences;
import dev.deerpark.engine.sweep.SweepRule;
import dev.deerpark.kernel.reference.ReferenceKernels;
import dev.deerpark.recurrence.Lorenz96;
import dev.deerpark.recurrence.Recurrence;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Layout;
import dev.deerpark.sequence.States;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A run says how far rounding lets the states be known. */
class DeterminacyTest {
  private static final int STEPS = 10_000;
  private static final Recurrence LORENZ = new Lorenz96(5, 8, 0.01, 0).build();

  private static LocalEngine engine(Recurrence model, Layout layout, Precision precision) {
    return new LocalEngine(
        layout,
        SweepRule.of(precision, precision.defaultTolerance()),
        new ReferenceKernels(() -> model, precision),
        TestSequences.normal(layout, model.inputSize(), precision, 1),
        rounded(model.initialState(), precision));
  }

  private static double[] rounded(double[] state, Precision precision) {
    double[] rounded = state.clone();
    for (int i = 0; i < rounded.length; i++) {
      rounded[i] = precision.round(rounded[i]);
    }
    return rounded;
  }

  private static Solution solve(LocalEngine engine, Method method, Precision precision) {
    SolverOptions options = new SolverOptions(method, precision.defaultTolerance(), 1000);
    return new Solver(options, SolveListener.NONE).solve(engine);
  }

  /**
   * What one unit in the last place of a number of the start state does: the steps at which it
   * shows first, and from which on it always does. In between it comes and goes.
   */
  private static int[] parting(Precision precision, int component) {
    Layout layout = new Layout(0, STEPS, STEPS, 1, 1, 8);
    List<InputBlock> none = TestSequences.normal(layout, 0, precision, 1);
    double[] start = rounded(LORENZ.initialState(), precision);
    double[] beside = start.clone();
    beside[component] =
        precision == Precision.FLOAT
            ? Math.nextUp((float) beside[component])
            : Math.nextUp(beside[component]);
    double[][] loop = TestSequences.loop(LORENZ, none, start, precision);
    double[][] other = TestSequences.loop(LORENZ, none, beside, precision);
    int first = -1;
    int last = 0;
    for (int t = 0; t < STEPS / 2; t++) {
      boolean shows = States.scaledDistance(other[t], loop[t]) > precision.defaultTolerance();
      first = shows && first < 0 ? t : first;
      last = shows ? last : t + 1;
    }
    return new int[] {first, last};
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void chaosIsUndeterminedFromAboutWhereOneUnitInTheLastPlaceShows(Precision precision) {
    LocalEngine engine = engine(LORENZ, new Layout(0, STEPS, 500, 2, 2, 8), precision);
    Solution solution = solve(engine, Method.SHOOTING, precision);
    assertThat(solution.outcome()).isEqualTo(Outcome.CONVERGED_BUT_UNDETERMINED);
    assertThat(solution.outcome().converged()).isFalse();
    long known = solution.predictability().orElseThrow().knownUntil();
    List<int[]> partings =
        IntStream.range(0, LORENZ.stateSize()).mapToObj(i -> parting(precision, i)).toList();
    int first = partings.stream().mapToInt(shown -> shown[0]).min().orElseThrow();
    int last = partings.stream().mapToInt(shown -> shown[1]).max().orElseThrow();
    assertThat((double) known).isBetween(0.5 * first, 1.5 * last);
    assertThat(solution.sentence()).contains("beyond step " + known);
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void theLoopItselfIsTheAnswerButSaysHowFarItIsKnown(Precision precision) {
    LocalEngine engine = engine(LORENZ, new Layout(0, STEPS, 500, 2, 2, 8), precision);
    Solution solution = solve(engine, Method.SEQUENTIAL, precision);
    assertThat(solution.outcome()).isEqualTo(Outcome.CONVERGED);
    assertThat(solution.isDetermined(engine.layout())).isFalse();
    assertThat(solution.predictability().orElseThrow().exponent()).isBetween(0.003, 0.012);
  }

  @Test
  void dynamicsThatForgetAreDetermined() {
    Recurrence model = TestModels.tanh(6, 2, 0.8, 5);
    for (Method method : List.of(Method.DEER, Method.SHOOTING, Method.SEQUENTIAL)) {
      LocalEngine engine = engine(model, new Layout(0, 2000, 1, 50, 2, 8), Precision.FLOAT);
      Solution solution = solve(engine, method, Precision.FLOAT);
      assertThat(solution.outcome()).as("%s", method).isEqualTo(Outcome.CONVERGED);
      assertThat(solution.isDetermined(engine.layout())).isTrue();
    }
  }

  @Test
  void aRunThatOnlyCreepsStopsBeforeItsIterationsAreUsedUp() {
    Recurrence model = TestModels.tanh(8, 2, 3, 7);
    LocalEngine engine = engine(model, new Layout(0, 5000, 1, 64, 2, 8), Precision.DOUBLE);
    Solution solution = solve(engine, Method.JACOBI, Precision.DOUBLE);
    assertThat(solution.outcome()).isEqualTo(Outcome.STALLED);
    assertThat(solution.iterations()).isLessThan(200);
    assertThat(solution.sentence()).startsWith("Stalled").contains("--method sequential");
  }

  @Test
  void anIterateThatRunsAwayHasDiverged() {
    LocalEngine engine = engine(LORENZ, new Layout(0, 3000, 1, 64, 2, 8), Precision.DOUBLE);
    Solution solution = solve(engine, Method.DEER, Precision.DOUBLE);
    assertThat(solution.outcome()).isEqualTo(Outcome.DIVERGED);
    assertThat(solution.sentence()).startsWith("Diverged");
  }
}
