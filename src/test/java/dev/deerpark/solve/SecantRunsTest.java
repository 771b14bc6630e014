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
import dev.deerpark.engine.trajectory.TestSink;
import dev.deerpark.kernel.reference.ReferenceKernels;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.recurrence.Readout;
import dev.deerpark.recurrence.Recurrence;
import dev.deerpark.sequence.Layout;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whole runs with secants: where they pay, and where they cannot help. */
class SecantRunsTest {
  private static final int SIZE = 20;
  private static final long SEED = 20261126;
  private static final Layout LAYOUT = new Layout(0, 3200, 50, 4, 3, 3);

  /** Units by themselves or in exchange with each other. */
  @FunctionalInterface
  private interface Unit {
    double next(double[] state, int unit, double input);
  }

  private record Units(Unit unit) implements Recurrence {
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
        next[i] = unit.next(state, i, input[0]);
      }
    }
  }

  /** Of four units 0.9985 is left after a step, so that a run of 3,200 steps hardly forgets. */
  private static final Recurrence LEAKY =
      new Units(
          (state, unit, input) ->
              (unit < 4 ? 0.9985 : 0.7) * state[unit]
                  + 5e-4 * Math.tanh(state[(unit + 7) % SIZE] - state[(unit + 3) % SIZE])
                  + 0.05 * Math.sin(unit + 1) * input);

  /** Each unit stays in one of two wells, seldom changing over. */
  private static final Recurrence WELLS =
      new Units(
          (state, unit, input) ->
              state[unit]
                  + 0.2 * (state[unit] - Math.pow(state[unit], 3))
                  + 0.18 * input * Math.cos(3 * unit));

  private static LocalEngine engine(Recurrence model, SweepRule rule) {
    return new LocalEngine(
        LAYOUT,
        rule,
        new ReferenceKernels(() -> model, rule.precision()),
        TestSequences.normal(LAYOUT, 1, rule.precision(), SEED),
        new double[SIZE]);
  }

  private static Solution solve(
      LocalEngine engine, FormPolicy forms, double tolerance, OptionalDouble crawling) {
    SolverOptions options =
        new SolverOptions(
            Method.SHOOTING,
            forms,
            Damper.always(Damping.NONE),
            tolerance,
            200,
            OptionalDouble.empty(),
            crawling);
    return new Solver(options, SolveListener.NONE).solve(engine);
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void secantsTakeHalfTheWalksOfNoneAndKeepTheBound(Precision precision) {
    double tolerance = precision == Precision.FLOAT ? 1e-5 : 1e-9;
    SweepRule rule = SweepRule.of(precision, tolerance);
    try (LocalEngine plain = engine(LEAKY, rule);
        LocalEngine corrected = engine(LEAKY, rule)) {
      Solution without =
          solve(plain, FormPolicy.always(JacobianForm.ZERO), tolerance, OptionalDouble.empty());
      Solution with = solve(corrected, FormPolicy.secants(), tolerance, OptionalDouble.empty());

      assertThat(with.outcome()).isEqualTo(Outcome.CONVERGED);
      assertThat(with.iterations()).isLessThan(without.iterations() / 2);
      ErrorBound bound = ErrorBound.of(with, rule);
      double error = corrected.trajectory().compareWithLoop().scaled();
      assertThat(bound.covers(error)).as("%.2e, bound %s, seed %d", error, bound, SEED).isTrue();
      assertThat(bound.value()).isLessThan((with.iterations() + 2) * tolerance);
      assertThat(with.sentence()).contains("the error is estimated at");
      assertThat(error / with.last().estimatedError()).isBetween(0.2, 5.0);
    }
  }

  /** The first unit forgets at once and reads no other; the others hardly forget. */
  private static final Recurrence ONE_FORGETS =
      new Units(
          (state, unit, input) ->
              unit == 0 ? 0.5 * state[0] + input : 0.9985 * state[unit] + Math.cos(unit) * input);

  @Test
  void outputsThatForgetAreRightWhileStatesAreNot() {
    double tolerance = 1e-6;
    double[] first = new double[SIZE];
    first[0] = 1;
    Readout readout = new Readout(1, first, new double[1]);
    SweepRule states = SweepRule.of(Precision.DOUBLE, tolerance);
    SweepRule outputs = states.judging(readout);
    try (LocalEngine ofStates = engine(ONE_FORGETS, states);
        LocalEngine ofOutputs = engine(ONE_FORGETS, outputs)) {
      Solution all = solve(ofStates, FormPolicy.secants(), tolerance, OptionalDouble.empty());
      Solution seen = solve(ofOutputs, FormPolicy.secants(), tolerance, OptionalDouble.empty());

      assertThat(all.outcome()).isEqualTo(Outcome.CONVERGED);
      assertThat(all.iterations()).isGreaterThan(3);
      assertThat(seen.outcome()).isEqualTo(Outcome.CONVERGED);
      assertThat(seen.iterations()).isEqualTo(1);
      double error = ofOutputs.trajectory().compareWithLoop().scaled();
      assertThat(ErrorBound.of(seen, outputs).covers(error)).as("%.2e", error).isTrue();
      assertThat(ofOutputs.write(new TestSink(1), row -> {}).residual()).isLessThan(tolerance);
    }
  }

  @Test
  void theFirstWalksAreThoseOfARunWithoutSecantsBitForBit() {
    SweepRule rule = SweepRule.of(Precision.FLOAT, 1e-5);
    for (int limit = 0; limit <= 3; limit++) {
      try (LocalEngine plain = engine(LEAKY, rule);
          LocalEngine corrected = engine(LEAKY, rule)) {
        int most = limit;
        List.of(plain, corrected)
            .forEach(
                engine ->
                    new Solver(
                            new SolverOptions(
                                Method.SHOOTING,
                                engine == plain
                                    ? FormPolicy.always(JacobianForm.ZERO)
                                    : FormPolicy.secants(),
                                Damper.always(Damping.NONE),
                                1e-5,
                                most,
                                OptionalDouble.empty(),
                                OptionalDouble.empty()),
                            SolveListener.NONE)
                        .solve(engine));
        assertThat(corrected.walks()).usingRecursiveComparison().isEqualTo(plain.walks());
      }
    }
  }

  @Test
  void aToleranceThatFloatDoesNotReachEndsARunLongBeforeAllSegmentsAreExact() {
    try (LocalEngine engine = engine(LEAKY, SweepRule.of(Precision.FLOAT, 1e-9))) {
      Solution solution = solve(engine, FormPolicy.secants(), 1e-9, OptionalDouble.empty());

      assertThat(solution.outcome()).isEqualTo(Outcome.LIMITED_BY_ROUNDING);
      assertThat(solution.outcome().converged()).isFalse();
      assertThat(solution.iterations()).isLessThan(30);
      assertThat(solution.sentence()).contains("Limited by rounding", "--precision double");
    }
  }

  /** Twenty directions that forget equally late: more than a segment has secants. */
  private static final Recurrence EQUAL =
      new Units((state, unit, input) -> 0.9995 * state[unit] + 0.02 * Math.sin((unit + 1) * input));

  @Test
  void moreSlowDirectionsThanSecantsAreNotTakenForRounding() {
    double tolerance = 3e-6;
    SweepRule rule = SweepRule.of(Precision.FLOAT, tolerance);
    try (LocalEngine engine = engine(EQUAL, rule)) {
      Solution solution = solve(engine, FormPolicy.secants(), tolerance, OptionalDouble.empty());

      assertThat(solution.outcome()).as(solution.sentence()).isEqualTo(Outcome.CONVERGED);
      assertThat(solution.iterations()).isLessThan((int) LAYOUT.segments());
      ErrorBound bound = ErrorBound.of(solution, rule);
      double error = engine.trajectory().compareWithLoop().scaled();
      assertThat(bound.covers(error)).as("%.2e, bound %s", error, bound).isTrue();
    }
  }

  /** Slow units that are large most of the time and cross zero now and then. */
  private static final Recurrence CROSSING =
      new Units(
          (state, unit, input) ->
              (0.995 + 1e-4 * unit) * state[unit] + Math.sin((unit + 1) * input) + input);

  @Test
  void errorsOfLargeStatesAreBoundedWhereTheyComeNearZero() {
    double tolerance = 1e-6;
    SweepRule rule = SweepRule.of(Precision.DOUBLE, tolerance);
    try (LocalEngine engine = engine(CROSSING, rule)) {
      Solution solution = solve(engine, FormPolicy.secants(), tolerance, OptionalDouble.empty());

      assertThat(solution.outcome()).as(solution.sentence()).isEqualTo(Outcome.CONVERGED);
      ErrorBound bound = ErrorBound.of(solution, rule);
      double error = engine.trajectory().compareWithLoop().scaled();
      assertThat(bound.covers(error)).as("%.2e, bound %s", error, bound).isTrue();
    }
  }

  @Test
  void whereSegmentsFallIntoOtherWellsTheRunSaysSoAndGoesOverToTheLoop() {
    SweepRule rule = SweepRule.of(Precision.DOUBLE, 1e-9);
    try (LocalEngine engine = engine(WELLS, rule);
        LocalEngine loop = engine(WELLS, rule)) {
      Solution solution = solve(engine, FormPolicy.secants(), 1e-9, OptionalDouble.of(12));
      loop.walkInOrder();

      assertThat(solution.walked()).as(solution.sentence()).isTrue();
      assertThat(solution.sentence())
          .startsWith("Secants settled no more than one segment per iteration")
          .contains("up to 32 passes", "this is the loop's result");
      assertThat(solution.iterations()).isBetween(8, 12);
      assertThat(engine.iterate().stream().map(BlockIterate::ends).toList())
          .usingRecursiveComparison()
          .isEqualTo(loop.iterate().stream().map(BlockIterate::ends).toList());
    }
  }
}
