// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.deerpark.base.Precision;
import dev.deerpark.engine.LocalEngine;
import dev.deerpark.engine.TestManySeries;
import dev.deerpark.engine.TestModels;
import dev.deerpark.engine.TestSequences;
import dev.deerpark.engine.sweep.BurnIn;
import dev.deerpark.engine.sweep.Damping;
import dev.deerpark.engine.sweep.SweepRule;
import dev.deerpark.engine.trajectory.SeriesEnds;
import dev.deerpark.engine.trajectory.TestSink;
import dev.deerpark.kernel.Kernel;
import dev.deerpark.kernel.KernelFactory;
import dev.deerpark.kernel.TestGrus;
import dev.deerpark.kernel.jvm.JvmKernels;
import dev.deerpark.kernel.reference.ReferenceKernels;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.recurrence.Lorenz96;
import dev.deerpark.recurrence.Recurrence;
import dev.deerpark.recurrence.network.GruWeights;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Layout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A run of many series is the run of each by itself. */
class ManySeriesTest {
  private static final long SEED = 20261126;

  private static LocalEngine engine(
      Recurrence model, TestManySeries series, Layout layout, SweepRule rule, boolean shared) {
    return new LocalEngine(
        layout,
        rule,
        new ReferenceKernels(() -> model, rule.precision()),
        series.blocks(layout, shared),
        series.starts().get(0));
  }

  private static Solution solve(LocalEngine engine, Method method, double tolerance, int limit) {
    Damper damper =
        Damper.always(method.filters() ? Damping.filter(method.publishedLambda()) : Damping.NONE);
    return new Solver(new SolverOptions(method, damper, tolerance, limit), SolveListener.NONE)
        .solve(engine);
  }

  static Stream<Arguments> everyMethod() {
    return Stream.of(Method.values())
        .flatMap(method -> Stream.of(1, 4, 16).map(length -> Arguments.of(method, length)))
        .filter(a -> a.get()[0] != Method.SEQUENTIAL || (int) a.get()[1] > 1);
  }

  @ParameterizedTest
  @MethodSource("everyMethod")
  void everyMethodReturnsTheLoopsOfTheSeries(Method method, int segmentLength) {
    Random random = new Random(SEED);
    Recurrence model = TestModels.tanh(5, 2, 0.8, SEED);
    for (int trial = 0; trial < 6; trial++) {
      boolean shared = trial % 2 == 0;
      TestManySeries series =
          TestManySeries.random(model, segmentLength, Precision.DOUBLE, shared, random);
      Layout layout = new Layout(0, series.steps(), segmentLength, 3, 4, 3);
      SweepRule rule = SweepRule.of(Precision.DOUBLE, 1e-12);
      LocalEngine engine = engine(model, series, layout, rule, shared);
      Solution solution = solve(engine, method, 1e-12, 500);
      String what = method + ", trial " + trial + ", seed " + SEED;
      assertThat(solution.outcome()).as(what).isEqualTo(Outcome.CONVERGED);
      requireLoops(engine, series.loops(model, Precision.DOUBLE), 1e-11, what);
      assertThat(engine.trajectory().compareWithLoop().largest()).isLessThan(1e-11);
    }
  }

  static Stream<Arguments> undampedMethods() {
    return Stream.of(Method.JACOBI, Method.PICARD, Method.QUASI_DEER, Method.DEER, Method.SHOOTING)
        .flatMap(method -> Stream.of(1, 4).map(length -> Arguments.of(method, length)));
  }

  @ParameterizedTest
  @MethodSource("undampedMethods")
  void withoutForgettingTheExactPrefixStillGrowsByASegmentInEveryIteration(
      Method method, int segmentLength) {
    Random random = new Random(SEED);
    Recurrence model = TestModels.tanh(6, 2, 2.5, SEED);
    for (Precision precision : Precision.values()) {
      TestManySeries series = TestManySeries.random(model, segmentLength, precision, false, random);
      Layout layout = new Layout(0, series.steps(), segmentLength, 3, 4, 3);
      SweepRule rule = SweepRule.bitwise(precision, precision.defaultTolerance());
      double[][] loops = series.loops(model, precision);
      for (int limit : new int[] {1, 2, 7}) {
        LocalEngine engine = engine(model, series, layout, rule, false);
        Solution solution = solve(engine, method, precision.defaultTolerance(), limit);
        double[][] states = TestSequences.states(engine);
        int exact = Math.min(loops.length, (solution.iterations() + 1) * segmentLength);
        for (int t = 0; t < exact; t++) {
          assertThat(states[t]).as("%s, step %d, seed %d", method, t, SEED).isEqualTo(loops[t]);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void theLoopHasTheBitsOfTheSeriesLoops(Precision precision) {
    Random random = new Random(SEED);
    Recurrence chaotic = TestModels.tanh(6, 2, 2.5, SEED);
    for (int trial = 0; trial < 20; trial++) {
      TestManySeries series = TestManySeries.random(chaotic, 7, precision, false, random);
      Layout layout = new Layout(0, series.steps(), 7, 3, 2, 3);
      LocalEngine engine = engine(chaotic, series, layout, SweepRule.of(precision, 1e-6), false);
      engine.walkInOrder();
      assertThat(TestSequences.states(engine))
          .as("trial %d, seed %d", trial, SEED)
          .isDeepEqualTo(series.loops(chaotic, precision));
      assertThat(engine.trajectory().compareWithLoop().largest()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Method.class,
      names = {"SHOOTING", "DEER", "QUASI_DEER", "ELK", "QUASI_ELK"})
  void theNumberOfPartitionsChangesNoBit(Method method) {
    Random random = new Random(SEED);
    Recurrence model = TestModels.tanh(6, 2, 1.3, SEED);
    TestManySeries series = TestManySeries.random(model, 4, Precision.FLOAT, false, random);
    double[][] reference = null;
    for (int partitions : new int[] {1, 2, 3, 7, 64}) {
      Layout layout = new Layout(0, series.steps(), 4, 2, partitions, 2);
      LocalEngine engine =
          engine(model, series, layout, SweepRule.of(Precision.FLOAT, 1e-6), false);
      solve(engine, method, 1e-6, 4);
      double[][] states = TestSequences.states(engine);
      reference = reference == null ? states : reference;
      assertThat(states).as("%d partitions", partitions).isDeepEqualTo(reference);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Method.class,
      names = {"ELK", "QUASI_ELK"})
  void smoothingEndsWhereASeriesEnds(Method method) {
    Random random = new Random(SEED);
    Recurrence model = TestModels.tanh(4, 2, 1.1, SEED);
    TestManySeries series = TestManySeries.random(model, 4, Precision.DOUBLE, false, random);
    Layout layout = new Layout(0, series.steps(), 4, 3, 3, 3);
    LocalEngine engine =
        engine(model, series, layout, SweepRule.of(Precision.DOUBLE, 1e-12), false);
    Damper smoothing = Damper.always(Damping.filter(1e-2).smoothing());
    Solution solution =
        new Solver(new SolverOptions(method, smoothing, 1e-12, 500), SolveListener.NONE)
            .solve(engine);
    assertThat(solution.outcome()).isEqualTo(Outcome.CONVERGED);
    requireLoops(engine, series.loops(model, Precision.DOUBLE), 1e-11, "smoothing");
  }

  @Test
  void secantsReturnTheLoopsOfTheSeries() {
    Random random = new Random(SEED);
    Recurrence model = TestModels.tanh(5, 2, 1, SEED);
    for (int trial = 0; trial < 6; trial++) {
      TestManySeries series = TestManySeries.random(model, 8, Precision.DOUBLE, false, random);
      Layout layout = new Layout(0, series.steps(), 8, 3, 4, 3);
      LocalEngine engine =
          engine(model, series, layout, SweepRule.of(Precision.DOUBLE, 1e-12), false);
      SolverOptions options =
          new SolverOptions(
              Method.SHOOTING,
              FormPolicy.secants(),
              Damper.always(Damping.NONE),
              1e-12,
              500,
              OptionalDouble.empty(),
              OptionalDouble.empty());
      Solution solution = new Solver(options, SolveListener.NONE).solve(engine);
      assertThat(solution.outcome()).isEqualTo(Outcome.CONVERGED);
      requireLoops(engine, series.loops(model, Precision.DOUBLE), 1e-10, "secants");
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Method.class,
      names = {"SHOOTING", "DEER", "QUASI_DEER", "ELK", "QUASI_ELK", "JACOBI"})
  void soItIsInTheLanesOfTheJvmKernel(Method method) {
    Random random = new Random(SEED);
    GruWeights gru = TestGrus.gru(2, 6, 1, random);
    for (Precision precision : Precision.values()) {
      KernelFactory kernels = new JvmKernels(gru, precision);
      int segmentLength = method.longSegments() ? 16 : 1;
      TestManySeries series =
          TestManySeries.random(gru.build(), 16, precision, random.nextBoolean(), random);
      Layout layout = new Layout(0, series.steps(), segmentLength, 64 / segmentLength, 3, 3);
      double tolerance = precision.defaultTolerance();
      try (LocalEngine engine =
              new LocalEngine(
                  layout,
                  SweepRule.of(precision, tolerance),
                  kernels,
                  series.blocks(layout, false),
                  series.starts().get(0));
          Kernel kernel = kernels.open(Optional.empty())) {
        String what = method + ", " + precision + ", seed " + SEED;
        Solution solution = solve(engine, method, tolerance, 500);
        assertThat(solution.outcome()).as(what).isEqualTo(Outcome.CONVERGED);
        List<double[]> loops = new ArrayList<>();
        for (int i = 0; i < series.count(); i++) {
          InputBlock alone = series.alone(i);
          double[] state = series.starts().get(i);
          kernel.trace(alone, 0, alone.steps(), state, (step, s) -> loops.add(s.clone()));
        }
        requireLoops(engine, loops.toArray(double[][]::new), 20 * tolerance, what);
        engine.walkInOrder();
        assertThat(TestSequences.states(engine))
            .as(what)
            .isDeepEqualTo(loops.toArray(double[][]::new));
      }
    }
  }

  private static void requireLoops(
      LocalEngine engine, double[][] loops, double margin, String what) {
    double[][] states = TestSequences.states(engine);
    for (int t = 0; t < loops.length; t++) {
      assertThat(states[t]).as("%s, step %d", what, t).containsExactly(loops[t], within(margin));
    }
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void theStateAfterTheLastStepOfEachSeriesIsKept(Precision precision) {
    Random random = new Random(SEED);
    Recurrence chaotic = TestModels.tanh(3, 1, 2.5, SEED);
    for (int trial = 0; trial < 20; trial++) {
      TestManySeries series = TestManySeries.random(chaotic, 4, precision, true, random);
      Layout layout = new Layout(0, series.steps(), 4, 2, 2, 3);
      LocalEngine engine = engine(chaotic, series, layout, SweepRule.of(precision, 1e-6), true);
      engine.walkInOrder();
      List<double[]> ends = new ArrayList<>();
      engine.write(new SeriesEnds<>(new TestSink(1000)), ends::add);
      double[][] loops = series.loops(chaotic, precision);
      assertThat(ends).as("seed %d", SEED).hasSize(series.count());
      for (int i = 0; i < ends.size(); i++) {
        int last = series.first(i + 1) - 1;
        assertThat(ends.get(i)[0]).isEqualTo(last);
        assertThat(Arrays.copyOfRange(ends.get(i), 1, 4)).isEqualTo(loops[last]);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void aBurnInAsLongAsTheLongestSeriesLeavesNothingToDo(Precision precision) {
    Random random = new Random(SEED);
    Recurrence chaotic = TestModels.tanh(6, 2, 2.5, SEED);
    TestManySeries series = TestManySeries.random(chaotic, 3, precision, false, random);
    Layout layout = new Layout(0, series.steps(), 40, 2, 2, 3);
    LocalEngine engine = engine(chaotic, series, layout, SweepRule.of(precision, 1e-6), false);
    engine.from(new BurnIn(40)).begin(JacobianForm.ZERO, Damping.NONE);
    assertThat(TestSequences.states(engine)).isDeepEqualTo(series.loops(chaotic, precision));
  }

  /** {@code s' = R s + x} with a rotation R: differences neither shrink nor grow. */
  private record Rotation() implements Recurrence {
    @Override
    public int stateSize() {
      return 2;
    }

    @Override
    public int inputSize() {
      return 1;
    }

    @Override
    public void step(double[] state, double[] input, double[] next) {
      next[0] = 0.8 * state[0] - 0.6 * state[1] + input[0];
      next[1] = 0.6 * state[0] + 0.8 * state[1];
    }
  }

  @Test
  void whereTheStatesAreTheLoopsNothingIsFollowedUnlessDifferencesGrow() {
    Random random = new Random(SEED);
    for (Recurrence model : List.of(new Rotation(), new Lorenz96(5, 8, 0.01, 0).build())) {
      TestManySeries series = TestManySeries.random(model, 200, Precision.DOUBLE, true, random);
      Layout layout = new Layout(0, series.steps(), 400, 1, 2, 3);
      SweepRule rule = SweepRule.of(Precision.DOUBLE, 1e-12);
      for (Method method : List.of(Method.SHOOTING, Method.SEQUENTIAL)) {
        LocalEngine engine = engine(model, series, layout, rule, true);
        Solution solution = solve(engine, method, 1e-12, 500);
        assertThat(solution.outcome().converged()).isTrue();
        assertThat(TestSequences.states(engine))
            .as("seed %d", SEED)
            .isDeepEqualTo(series.loops(model, Precision.DOUBLE));
        assertThat(solution.predictability().isEmpty())
            .as("%s, %s", model, method)
            .isEqualTo(model instanceof Rotation);
        assertThat(ErrorBound.of(solution, rule).value()).isPositive();
      }
    }
  }
}
