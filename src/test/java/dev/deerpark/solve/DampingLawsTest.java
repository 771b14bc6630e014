// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.deerpark.base.Precision;
import dev.deerpark.engine.LocalEngine;
import dev.deerpark.engine.TestModels;
import dev.deerpark.engine.TestSequences;
import dev.deerpark.engine.sweep.Damping;
import dev.deerpark.engine.sweep.Guess;
import dev.deerpark.engine.sweep.Reset;
import dev.deerpark.engine.sweep.SweepRule;
import dev.deerpark.kernel.reference.ReferenceKernels;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.recurrence.Recurrence;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Layout;
import java.util.List;
import java.util.stream.Stream;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What damped methods promise, on the local engine. */
class DampingLawsTest {
  private static final long SEED = 20261123;
  private static final int SIZE = 3;
  private static final SweepRule RULE = SweepRule.of(Precision.DOUBLE, 1e-12);

  private static LocalEngine engine(Recurrence model, Layout layout, SweepRule rule) {
    return new LocalEngine(
        layout,
        rule,
        new ReferenceKernels(() -> model, rule.precision()),
        inputs(model, layout),
        new double[model.stateSize()]);
  }

  private static List<InputBlock> inputs(Recurrence model, Layout layout) {
    return TestSequences.normal(layout, model.inputSize(), Precision.DOUBLE, SEED);
  }

  private static Layout layout(long steps, int segmentLength, int blockSegments, int partitions) {
    return new Layout(0, steps, segmentLength, blockSegments, partitions, 3);
  }

  private static Solution solve(LocalEngine engine, Method method, Damping damping, int limit) {
    SolverOptions options = new SolverOptions(method, Damper.always(damping), 1e-12, limit);
    return new Solver(options, SolveListener.NONE).solve(engine);
  }

  static Stream<Arguments> methodsAndDampings() {
    return Stream.of(Method.ELK, Method.QUASI_ELK)
        .flatMap(
            method ->
                Stream.of(
                        Damping.filter(1e-3),
                        Damping.filter(1e3),
                        Damping.filter(0.1).smoothing(),
                        Damping.scale(0.4),
                        Damping.clip(0.5))
                    .flatMap(
                        damping -> Stream.of(1, 4).map(l -> Arguments.of(method, damping, l))));
  }

  @ParameterizedTest
  @MethodSource("methodsAndDampings")
  void afterEveryIterationOneMoreSegmentIsExactBitForBit(
      Method method, Damping damping, int segmentLength) {
    Recurrence model = TestModels.tanh(SIZE, 2, 2.5, SEED);
    Layout layout = layout(83, segmentLength, 3, 2);
    double[][] loop =
        TestSequences.loop(model, inputs(model, layout), new double[SIZE], Precision.DOUBLE);
    for (int limit : new int[] {1, 2, 5, 11}) {
      LocalEngine engine = engine(model, layout, SweepRule.bitwise(Precision.DOUBLE, 1e-12));
      Solution solution = solve(engine, method, damping, limit);
      double[][] states = TestSequences.states(engine);
      for (int t = 0; t < Math.min(83, (solution.iterations() + 1) * segmentLength); t++) {
        assertThat(states[t]).as("limit %d, step %d, seed %d", limit, t, SEED).isEqualTo(loop[t]);
      }
    }
  }

  static Stream<Arguments> resetsAndMethods() {
    return Stream.of(Reset.DROP, Reset.published(Precision.DOUBLE))
        .flatMap(
            reset ->
                Stream.of(
                        Method.JACOBI, Method.QUASI_DEER, Method.DEER, Method.QUASI_ELK, Method.ELK)
                    .map(method -> Arguments.of(reset, method)));
  }

  @ParameterizedTest
  @MethodSource("resetsAndMethods")
  void numbersThatAreNotFiniteTouchNoExactSegmentHoweverTheyAreReset(Reset reset, Method method) {
    Recurrence model = TestModels.withNonFiniteNumbers(TestModels.tanh(SIZE, 2, 2.5, SEED));
    Damping damping = (method.filters() ? Damping.filter(1e-3) : Damping.NONE).with(reset);
    for (int segmentLength : new int[] {1, 4}) {
      double[] expected = null;
      for (int partitions : new int[] {1, 5}) {
        Layout layout = layout(83, segmentLength, 3, partitions);
        double[][] loop =
            TestSequences.loop(model, inputs(model, layout), new double[SIZE], Precision.DOUBLE);
        LocalEngine engine = engine(model, layout, SweepRule.bitwise(Precision.DOUBLE, 1e-12));
        Solution solution = solve(engine, method, damping, 7);
        double[][] states = TestSequences.states(engine);
        for (int t = 0; t < Math.min(83, (solution.iterations() + 1) * segmentLength); t++) {
          assertThat(states[t]).as("step %d, seed %d", t, SEED).isEqualTo(loop[t]);
        }
        double[] starts = starts(engine);
        expected = expected == null ? starts : expected;
        assertThat(starts).as("%d partitions, seed %d", partitions, SEED).isEqualTo(expected);
        assertThat(starts).doesNotContain(Double.NaN, Double.POSITIVE_INFINITY);
      }
    }
  }

  @Test
  void aResetAsPublishedTakesAnotherWayToTheSameStates() {
    Recurrence model = TestModels.withNonFiniteNumbers(TestModels.tanh(SIZE, 2, 0.7, SEED));
    Layout layout = layout(83, 1, 3, 2);
    LocalEngine dropped = engine(model, layout, RULE);
    LocalEngine reset = engine(model, layout, RULE);
    solve(dropped, Method.DEER, Damping.NONE, 3);
    solve(reset, Method.DEER, Damping.NONE.with(Reset.published(Precision.DOUBLE)), 3);
    assertThat(starts(reset)).isNotEqualTo(starts(dropped));
    LocalEngine ended = engine(model, layout, RULE);
    Solution solution =
        solve(ended, Method.DEER, Damping.NONE.with(Reset.published(Precision.DOUBLE)), 100);
    assertThat(solution.outcome()).isEqualTo(Outcome.CONVERGED);
    assertThat(ended.trajectory().compareWithLoop().largest()).isLessThan(1e-11);
  }

  @Test
  void aVanishingLambdaGivesNewtonsIterates() {
    Recurrence model = TestModels.tanh(SIZE, 2, 1.2, SEED);
    Layout layout = layout(60, 1, 8, 2);
    for (int limit : new int[] {1, 2, 4}) {
      LocalEngine newton = engine(model, layout, RULE);
      LocalEngine filtered = engine(model, layout, RULE);
      solve(newton, Method.DEER, Damping.NONE, limit);
      solve(filtered, Method.ELK, Damping.filter(1e-20), limit);
      double[][] expected = TestSequences.states(newton);
      double[][] states = TestSequences.states(filtered);
      for (int t = 0; t < states.length; t++) {
        assertThat(states[t]).containsExactly(expected[t], within(1e-9));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-4, 0.1, 3, 100})
  void smoothedEverywhereItIsTheDenseStepOfLevenbergAndMarquardt(double lambda) {
    int steps = 14;
    Recurrence model = TestModels.tanh(SIZE, 2, 1.4, SEED);
    Layout layout = layout(steps, 1, 4, 2);
    LocalEngine engine = engine(model, layout, RULE);
    Damping damping = Damping.filter(lambda).withPublishedPrefix().smoothing();
    engine.from(Guess.normal(SEED)).begin(JacobianForm.DENSE, damping);
    double[] before = starts(engine);
    engine.advance(JacobianForm.DENSE, damping);
    double[] after = starts(engine);
    double[] step = levenbergMarquardt(model, inputs(model, layout), before, steps, lambda);
    for (int i = 0; i < step.length; i++) {
      assertThat(after[SIZE + i] - before[SIZE + i]).isCloseTo(step[i], within(1e-11));
    }
  }

  /** The start states of all segments, the known one of the first included. */
  private static double[] starts(LocalEngine engine) {
    return engine.iterate().stream()
        .flatMapToDouble(block -> java.util.Arrays.stream(block.starts().array()))
        .toArray();
  }

  /**
   * {@code -(J^T J + lambda I)^-1 J^T r} for the residuals {@code r_t = s_t - f(s_{t-1})} of the
   * steps whose state is the start of another; {@code states} begins with the known start.
   */
  private static double[] levenbergMarquardt(
      Recurrence model, List<InputBlock> inputs, double[] states, int steps, double lambda) {
    int unknown = (steps - 1) * SIZE;
    RealMatrix jacobian = MatrixUtils.createRealIdentityMatrix(unknown);
    RealVector residual = new ArrayRealVector(unknown);
    double[] input = new double[model.inputSize()];
    double[] next = new double[SIZE];
    double[] one = new double[SIZE * SIZE];
    for (int t = 0; t < steps - 1; t++) {
      inputs.get(t / 4).input(t % 4, input);
      double[] state = java.util.Arrays.copyOfRange(states, t * SIZE, (t + 1) * SIZE);
      model.step(state, input, next);
      model.jacobian(state, input, one);
      for (int i = 0; i < SIZE; i++) {
        residual.setEntry(t * SIZE + i, states[(t + 1) * SIZE + i] - next[i]);
        for (int j = 0; t > 0 && j < SIZE; j++) {
          jacobian.setEntry(t * SIZE + i, (t - 1) * SIZE + j, -one[i * SIZE + j]);
        }
      }
    }
    RealMatrix normal =
        jacobian
            .transposeMultiply(jacobian)
            .add(MatrixUtils.createRealIdentityMatrix(unknown).scalarMultiply(lambda));
    RealVector gradient = jacobian.preMultiply(residual);
    return new LUDecomposition(normal).getSolver().solve(gradient).mapMultiply(-1).toArray();
  }

  @ParameterizedTest
  @MethodSource("methodsAndDampings")
  void theNumberOfPartitionsChangesNoBit(Method method, Damping damping, int segmentLength) {
    Recurrence model = TestModels.tanh(SIZE, 2, 1.6, SEED);
    double[] expected = null;
    for (int partitions : new int[] {1, 2, 5, 40}) {
      LocalEngine engine = engine(model, layout(70, segmentLength, 2, partitions), RULE);
      solve(engine, method, damping, 5);
      double[] starts = starts(engine);
      expected = expected == null ? starts : expected;
      assertThat(starts).as("%d partitions", partitions).isEqualTo(expected);
    }
  }

  @Test
  void asPublishedItConvergesToTheLoopWithoutEverBeingExact() {
    Recurrence model = TestModels.tanh(SIZE, 2, 0.9, SEED);
    LocalEngine engine = engine(model, layout(60, 1, 8, 2), RULE);
    Solution solution = solve(engine, Method.ELK, Damping.filter(1e-2).withPublishedPrefix(), 200);
    assertThat(solution.outcome()).isEqualTo(Outcome.CONVERGED);
    assertThat(engine.trajectory().compareWithLoop().largest()).isLessThan(1e-11);
    assertThat(solution.history().get(3).exactSegments()).isLessThan(3);
  }

  @Test
  void jacobiansThatAreComputedAgainGiveTheSameStates() {
    Recurrence model = TestModels.tanh(SIZE, 2, 1.1, SEED);
    Layout layout = layout(70, 2, 5, 2);
    LocalEngine kept = engine(model, layout, RULE);
    LocalEngine again = engine(model, layout, RULE.recomputingJacobians());
    solve(kept, Method.ELK, Damping.filter(1e-3), 6);
    solve(again, Method.ELK, Damping.filter(1e-3), 6);
    assertThat(starts(again)).isEqualTo(starts(kept));
  }
}
