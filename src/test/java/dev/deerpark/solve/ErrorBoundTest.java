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
import dev.deerpark.engine.trajectory.Trajectory.Comparison;
import dev.deerpark.kernel.reference.ReferenceKernels;
import dev.deerpark.recurrence.OneNumber;
import dev.deerpark.recurrence.Recurrence;
import dev.deerpark.sequence.Layout;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A result that is called converged is the loop's, within the bound that was fixed before. */
class ErrorBoundTest {
  private static final long SEED = 20261126;
  private static final int STEPS = 600;

  private static Map<String, Recurrence> family() {
    Map<String, Recurrence> family = new LinkedHashMap<>();
    family.put("contracting", TestModels.tanh(5, 1, 0.8, SEED));
    family.put("linear", TestModels.linear(4, 1, SEED));
    family.put("total", new OneNumber((s, x) -> s + x));
    family.put("weakly expanding", new OneNumber((s, x) -> 1.01 * s + x));
    family.put("slowly forgetting", new OneNumber((s, x) -> 0.9995 * s + x));
    family.put("trigger", new OneNumber((s, x) -> x > 1.5 ? 1 : x < -1.5 ? 0 : s));
    family.put("counter", new OneNumber((s, x) -> Math.floorMod((long) s + Math.round(3 * x), 7L)));
    family.put("weakly chaotic", TestModels.tanh(6, 1, 1.6, SEED));
    return family;
  }

  private static LocalEngine engine(Recurrence model, Layout layout, Precision precision) {
    return new LocalEngine(
        layout,
        SweepRule.of(precision, precision.defaultTolerance()),
        new ReferenceKernels(() -> model, precision),
        TestSequences.normal(layout, 1, precision, SEED),
        new double[model.stateSize()]);
  }

  private static Solution solve(LocalEngine engine, Method method, Precision precision) {
    SolverOptions options = new SolverOptions(method, precision.defaultTolerance(), 700);
    return new Solver(options, SolveListener.NONE).solve(engine);
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  void convergedMeansWithinTheBound(Method method) {
    family()
        .forEach(
            (name, model) -> {
              for (Precision precision : Precision.values()) {
                for (int segmentLength : new int[] {1, 40}) {
                  Layout layout = new Layout(0, STEPS, segmentLength, 120 / segmentLength, 2, 4);
                  LocalEngine engine = engine(model, layout, precision);
                  Solution solution = solve(engine, method, precision);
                  ErrorBound bound =
                      ErrorBound.of(
                          solution, SweepRule.of(precision, precision.defaultTolerance()));
                  Comparison loop = engine.trajectory().compareWithLoop();
                  assertThat(loop.repeats()).isTrue();
                  assertThat(!solution.outcome().converged() || bound.covers(loop.scaled()))
                      .as(
                          "%s by %s, %s, L=%d, seed %d: %s off, bound %s",
                          name, method, precision, segmentLength, SEED, loop.scaled(), bound)
                      .isTrue();
                }
              }
            });
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void whereNothingContractsAConvergedErrorIsWithinTheTolerance(Precision precision) {
    Layout layout = new Layout(0, 20_000, 1, 500, 2, 4);
    LocalEngine engine = engine(new OneNumber((s, x) -> s + x), layout, precision);
    Solution solution = solve(engine, Method.DEER, precision);
    double error = engine.trajectory().compareWithLoop().scaled();
    assertThat(solution.outcome().converged())
        .as("seed %d: %s off, %s", SEED, error, solution.sentence())
        .isEqualTo(precision == Precision.DOUBLE);
    assertThat(solution.sentence()).doesNotContain("small differences grow");
    if (precision == Precision.DOUBLE) {
      assertThat(error).isLessThan(precision.defaultTolerance());
    } else {
      assertThat(solution.sentence()).contains("--precision double");
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Method.class,
      names = {"DEER", "QUASI_DEER", "QUASI_ELK"})
  void aTotalThatGrowsLargeDoesNotPassForOneThatForgets(Method method) {
    // differences stay, but become small relative to totals that go far away and return
    Layout layout = new Layout(0, 20_000, 1, 500, 2, 4);
    LocalEngine engine = engine(new OneNumber((s, x) -> s + 10 * x), layout, Precision.FLOAT);
    Solution solution = solve(engine, method, Precision.FLOAT);
    double error = engine.trajectory().compareWithLoop().scaled();
    assertThat(error > Precision.FLOAT.defaultTolerance() && solution.outcome().converged())
        .as("%s, seed %d: %s off, %s", method, SEED, error, solution.sentence())
        .isFalse();
  }

  /** Turns its two numbers a little, without making them smaller or larger. */
  private record Turning(double angle) implements Recurrence {
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
      next[0] = Math.cos(angle) * state[0] - Math.sin(angle) * state[1] + 0.01 * input[0];
      next[1] = Math.sin(angle) * state[0] + Math.cos(angle) * state[1];
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.0001, 0.001, 0.01})
  void residualsOfRoundingThatAddUpAreNotConverged(double angle) {
    double tolerance = 1e-4;
    Layout layout = new Layout(0, 3000, 1, 500, 2, 4);
    SweepRule rule = SweepRule.of(Precision.FLOAT, tolerance);
    Recurrence model = new Turning(angle);
    LocalEngine engine =
        new LocalEngine(
            layout,
            rule,
            new ReferenceKernels(() -> model, Precision.FLOAT),
            TestSequences.normal(layout, 1, Precision.FLOAT, SEED),
            new double[2]);
    Damper damper = Damper.always(Damping.filter(1e-2).withPublishedPrefix());
    SolverOptions options = new SolverOptions(Method.QUASI_ELK, damper, tolerance, 600);
    Solution solution = new Solver(options, SolveListener.NONE).solve(engine);
    double error = engine.trajectory().compareWithLoop().scaled();
    assertThat(solution.outcome().converged() && error > tolerance)
        .as("seed %d: %s off, %s", SEED, error, solution.sentence())
        .isFalse();
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  void aStepThatIsNoFunctionIsNeverTheLoopsResult(Method method) {
    Layout layout = new Layout(0, STEPS, 1, 50, 2, 4);
    LocalEngine engine = engine(OneNumber.remembering(), layout, Precision.DOUBLE);
    Solution solution = solve(engine, method, Precision.DOUBLE);
    Comparison loop = engine.trajectory().compareWithLoop();
    Comparison sample = engine.trajectory().compareBlocks(List.of(1, 7));
    ErrorBound bound = ErrorBound.of(solution, SweepRule.of(Precision.DOUBLE, 1e-12));
    assertThat(loop.repeats()).isFalse();
    assertThat(sample.repeats()).isFalse();
    for (Comparison comparison : List.of(loop, sample)) {
      Solution compared = solution.comparedBy(comparison.scaled(), comparison.repeats(), bound);
      assertThat(compared.outcome().converged()).isFalse();
    }
  }

  @Test
  void theLoopsOwnWalkIsHeldAgainstRoundingAlone() {
    Layout layout = new Layout(0, STEPS, 50, 2, 2, 4);
    LocalEngine engine = engine(TestModels.tanh(6, 1, 1.6, SEED), layout, Precision.DOUBLE);
    Solution solution = solve(engine, Method.SEQUENTIAL, Precision.DOUBLE);
    ErrorBound bound = ErrorBound.of(solution, SweepRule.of(Precision.DOUBLE, 1e-12));
    assertThat(bound.value()).isEqualTo(16 * Math.ulp(1.0));
    assertThat(engine.trajectory().compareWithLoop().scaled()).isZero();
    assertThat(solution.comparedBy(1e-14, true, bound).outcome())
        .isEqualTo(Outcome.DIFFERS_FROM_LOOP);
    assertThat(bound.covers(Double.NaN)).isFalse();
  }
}
