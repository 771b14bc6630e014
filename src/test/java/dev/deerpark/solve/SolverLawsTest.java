// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.deerpark.base.Precision;
import dev.deerpark.engine.LocalEngine;
import dev.deerpark.engine.TestModels;
import dev.deerpark.engine.TestSequences;
import dev.deerpark.engine.sweep.SweepRule;
import dev.deerpark.kernel.reference.ReferenceKernels;
import dev.deerpark.recurrence.Recurrence;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Layout;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What every undamped method promises, on the local engine. */
class SolverLawsTest {
  private static final long SEED = 20261101;
  private static final long STEPS = 157;

  private static Layout layout(int segmentLength, int blockSegments, int partitions) {
    return new Layout(0, STEPS, segmentLength, blockSegments, partitions, 3);
  }

  private static LocalEngine engine(
      Recurrence model, Layout layout, SweepRule rule, double[] start) {
    return new LocalEngine(
        layout,
        rule,
        new ReferenceKernels(() -> model, rule.precision()),
        inputs(model, layout, rule.precision()),
        start);
  }

  private static List<InputBlock> inputs(Recurrence model, Layout layout, Precision precision) {
    return TestSequences.normal(layout, model.inputSize(), precision, SEED);
  }

  private static Solution solve(LocalEngine engine, Method method, double tolerance, int limit) {
    return new Solver(new SolverOptions(method, tolerance, limit), SolveListener.NONE)
        .solve(engine);
  }

  static Stream<Arguments> undampedMethodsAndSegments() {
    return Stream.of(Method.JACOBI, Method.PICARD, Method.QUASI_DEER, Method.DEER, Method.SHOOTING)
        .flatMap(m -> Stream.of(1, 5, 40).map(length -> Arguments.of(m, length)));
  }

  @ParameterizedTest
  @MethodSource("undampedMethodsAndSegments")
  void afterEveryIterationOneMoreSegmentIsExactBitForBit(Method method, int segmentLength) {
    Recurrence chaotic = TestModels.tanh(6, 2, 2.5, SEED);
    for (Recurrence model : List.of(chaotic, TestModels.withRandomJacobians(chaotic, 1.5))) {
      for (Precision precision : Precision.values()) {
        double[] start = {0.1, -0.2, 0.3, 0, 0.5, -0.6};
        Layout layout = layout(segmentLength, 3, 4);
        SweepRule rule = SweepRule.bitwise(precision, precision.defaultTolerance());
        double[][] loop =
            TestSequences.loop(
                model, inputs(model, layout, precision), round(start, precision), precision);
        for (int limit : new int[] {1, 2, 3, 7}) {
          LocalEngine engine = engine(model, layout, rule, round(start, precision));
          Solution solution = solve(engine, method, precision.defaultTolerance(), limit);
          double[][] states = TestSequences.states(engine);
          int exact = Math.min(loop.length, (solution.iterations() + 1) * segmentLength);
          for (int t = 0; t < exact; t++) {
            assertThat(states[t])
                .as(
                    "%s, L=%d, %s, limit %d, step %d, seed %d",
                    method, segmentLength, precision, limit, t, SEED)
                .isEqualTo(loop[t]);
          }
        }
      }
    }
  }

  private static double[] round(double[] values, Precision precision) {
    double[] rounded = values.clone();
    for (int i = 0; i < rounded.length; i++) {
      rounded[i] = precision.round(rounded[i]);
    }
    return rounded;
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  void everyMethodReturnsTheLoopsStates(Method method) {
    Recurrence model = TestModels.tanh(5, 2, 0.8, SEED);
    Layout layout = method == Method.SEQUENTIAL ? layout(20, 1, 3) : layout(4, 3, 3);
    SweepRule rule = SweepRule.of(Precision.DOUBLE, 1e-12);
    LocalEngine engine = engine(model, layout, rule, new double[5]);
    Solution solution = solve(engine, method, 1e-12, 500);
    double[][] loop =
        TestSequences.loop(
            model, inputs(model, layout, Precision.DOUBLE), new double[5], Precision.DOUBLE);
    double[][] states = TestSequences.states(engine);
    assertThat(solution.outcome()).isEqualTo(Outcome.CONVERGED);
    for (int t = 0; t < loop.length; t++) {
      assertThat(states[t]).as("step %d", t).containsExactly(loop[t], within(1e-11));
    }
    assertThat(engine.trajectory().compareWithLoop().largest()).isLessThan(1e-11);
    assertThat(engine.trajectory().compareWithLoop().steps()).isEqualTo(STEPS);
  }

  @Test
  void aLinearRecurrenceNeedsOneUpdate() {
    Recurrence model = TestModels.linear(4, 2, SEED);
    LocalEngine engine =
        engine(model, layout(1, 16, 3), SweepRule.of(Precision.DOUBLE, 1e-12), new double[4]);
    Solution solution = solve(engine, Method.DEER, 1e-12, 10);
    assertThat(solution.outcome()).isEqualTo(Outcome.CONVERGED);
    assertThat(solution.history().get(1).residual()).isLessThan(1e-15);
    assertThat(solution.iterations()).isLessThanOrEqualTo(2);
  }

  @Test
  void componentByComponentTheDiagonalIsTheWholeJacobian() {
    Recurrence model = TestModels.componentwise(3);
    Layout layout = layout(1, 16, 2);
    SweepRule rule = SweepRule.of(Precision.DOUBLE, 1e-12);
    LocalEngine full = engine(model, layout, rule, new double[3]);
    LocalEngine diagonal = engine(model, layout, rule, new double[3]);
    Solution deer = solve(full, Method.DEER, 1e-12, 100);
    Solution quasi = solve(diagonal, Method.QUASI_DEER, 1e-12, 100);
    assertThat(quasi.iterations()).isEqualTo(deer.iterations());
    double[][] a = TestSequences.states(full);
    double[][] b = TestSequences.states(diagonal);
    for (int t = 0; t < a.length; t++) {
      assertThat(b[t]).containsExactly(a[t], within(1e-14));
    }
  }

  @Test
  void aGuessThatIsTheAnswerNeedsNoUpdate() {
    // zeros stay zeros without input
    Recurrence model = TestModels.tanh(4, 0, 0.5, SEED);
    LocalEngine engine =
        engine(model, layout(1, 16, 2), SweepRule.of(Precision.DOUBLE, 1e-12), new double[4]);
    Solution solution = solve(engine, Method.DEER, 1e-12, 10);
    assertThat(solution.outcome()).isEqualTo(Outcome.CONVERGED);
    assertThat(solution.iterations()).isZero();
    assertThat(solution.last().residual()).isZero();
  }

  @ParameterizedTest
  @EnumSource(
      value = Method.class,
      names = {"DEER", "QUASI_DEER", "SHOOTING", "JACOBI"})
  void theNumberOfPartitionsChangesNoBit(Method method) {
    Recurrence model = TestModels.tanh(6, 2, 1.3, SEED);
    double[][] reference = null;
    for (int partitions : new int[] {1, 2, 3, 7, 64}) {
      LocalEngine engine =
          engine(
              model, layout(2, 2, partitions), SweepRule.of(Precision.FLOAT, 1e-6), new double[6]);
      solve(engine, method, 1e-6, 6);
      double[][] states = TestSequences.states(engine);
      if (reference == null) {
        reference = states;
      }
      assertThat(states).as("%d partitions", partitions).isDeepEqualTo(reference);
    }
  }

  @Test
  void aWalkThatForgetsMeetsTheStoredOneAndStopsThere() {
    Recurrence model = TestModels.tanh(6, 2, 0.85, SEED);
    Layout layout = new Layout(0, 20_000, 4000, 1, 3, 3);
    LocalEngine engine =
        engine(model, layout, SweepRule.of(Precision.DOUBLE, 1e-12), new double[6]);
    Solution solution = solve(engine, Method.SHOOTING, 1e-12, 10);
    assertThat(solution.outcome()).isEqualTo(Outcome.CONVERGED);
    assertThat(solution.iterations()).isLessThanOrEqualTo(2);
    assertThat(solution.steps()).isBetween(20_000L, 24_000L);
    assertThat(solution.tangentSteps()).isZero();
    assertThat(engine.trajectory().compareWithLoop().largest()).isLessThan(1e-12);
  }

  @Test
  void shootingTakesFullJacobiansWhereNoneDoNotSettle() {
    Recurrence model = TestModels.tanh(6, 2, 1.1, SEED);
    Layout layout = layout(5, 4, 2);
    LocalEngine shooting =
        engine(model, layout, SweepRule.of(Precision.DOUBLE, 1e-12), new double[6]);
    LocalEngine jacobi =
        engine(model, layout, SweepRule.of(Precision.DOUBLE, 1e-12), new double[6]);
    Solution solution = solve(shooting, Method.SHOOTING, 1e-12, 100);
    assertThat(solution.outcome()).isEqualTo(Outcome.CONVERGED);
    assertThat(solution.tangentSteps()).isPositive();
    assertThat(solution.iterations())
        .isLessThan(solve(jacobi, Method.JACOBI, 1e-12, 100).iterations());
  }

  @Test
  void jacobiansThatAreComputedAgainGiveTheSameStatesForMoreWork() {
    Recurrence model = TestModels.tanh(6, 2, 1.1, SEED);
    SweepRule keeping = SweepRule.of(Precision.DOUBLE, 1e-12);
    Layout layout = layout(2, 5, 2);
    LocalEngine kept = engine(model, layout, keeping, new double[6]);
    LocalEngine again = engine(model, layout, keeping.recomputingJacobians(), new double[6]);
    Solution first = solve(kept, Method.DEER, 1e-12, 100);
    Solution second = solve(again, Method.DEER, 1e-12, 100);
    assertThat(second.iterations()).isEqualTo(first.iterations());
    assertThat(TestSequences.states(again)).isDeepEqualTo(TestSequences.states(kept));
    assertThat(second.steps()).isGreaterThan(first.steps());
    assertThat(second.tangentSteps()).isGreaterThan(first.tangentSteps());
    assertThat(again.iterate()).allSatisfy(block -> assertThat(block.jacobians()).isEmpty());
  }

  @Test
  void tooFewIterationsAreAnOutcomeWithASentence() {
    Recurrence model = TestModels.tanh(6, 2, 2.5, SEED);
    LocalEngine engine =
        engine(model, layout(1, 16, 2), SweepRule.of(Precision.DOUBLE, 1e-12), new double[6]);
    Solution solution = solve(engine, Method.JACOBI, 1e-12, 3);
    assertThat(solution.outcome()).isEqualTo(Outcome.MAX_ITERATIONS);
    assertThat(solution.sentence()).contains("Not converged").contains("3 iterations");
  }

  @Test
  void aRecurrenceThatLeavesTheFiniteNumbersIsNamedByItsSegment() {
    Recurrence squares = new Squares();
    Layout layout = layout(5, 4, 2);
    double[] start = {3};
    LocalEngine engine = engine(squares, layout, SweepRule.of(Precision.DOUBLE, 1e-12), start);
    Solution solution = solve(engine, Method.DEER, 1e-12, 100);
    double[][] loop =
        TestSequences.loop(
            squares, inputs(squares, layout, Precision.DOUBLE), start, Precision.DOUBLE);
    int first = 0;
    while (Double.isFinite(loop[first][0])) {
      first++;
    }
    assertThat(solution.outcome()).isEqualTo(Outcome.NON_FINITE);
    assertThat(solution.sentence()).contains("segment " + first / 5);
  }

  /** {@code s' = s^2}, which grows without bound from above 1. */
  private static final class Squares implements Recurrence {
    @Override
    public int stateSize() {
      return 1;
    }

    @Override
    public int inputSize() {
      return 0;
    }

    @Override
    public void step(double[] state, double[] input, double[] next) {
      next[0] = state[0] * state[0];
    }
  }
}
