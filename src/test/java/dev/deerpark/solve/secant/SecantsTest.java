// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.solve.secant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.deerpark.base.Precision;
import dev.deerpark.engine.LocalEngine;
import dev.deerpark.engine.TestModels;
import dev.deerpark.engine.TestSequences;
import dev.deerpark.engine.sweep.Damping;
import dev.deerpark.engine.sweep.Guess;
import dev.deerpark.engine.sweep.SweepRule;
import dev.deerpark.engine.sweep.Walks;
import dev.deerpark.kernel.reference.ReferenceKernels;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.recurrence.Recurrence;
import dev.deerpark.sequence.Layout;
import dev.deerpark.sequence.States;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecantsTest {
  private static final double TOLERANCE = 1e-6;
  private static final long SEED = 20261126;

  private static Secants of(Walks first) {
    return Secants.of(Precision.DOUBLE, first);
  }

  private static States states(double... numbers) {
    return new States(numbers, 1);
  }

  @Test
  void withoutSecantsEveryStartBecomesTheEndBeforeIt() {
    Secants secants = of(new Walks(states(0, 5, 6), states(1, 2, 3)));

    assertThat(secants.propose(1, TOLERANCE).starts().array()).containsExactly(0, 1, 2);
    assertThat(secants.propose(1, TOLERANCE).largest()).isEqualTo(4.0 / 6);
  }

  @Test
  void aStartThatIsCloseEnoughStaysUnlessItBecomesExact() {
    Secants secants = of(new Walks(states(0, 1 + 1e-7, 2 + 1e-7, 7), states(1, 2, 3, 4)));

    assertThat(secants.propose(1, TOLERANCE).starts().array()).containsExactly(0, 1, 2 + 1e-7, 3);
    assertThat(secants.propose(0, TOLERANCE).starts().array())
        .containsExactly(0, 1 + 1e-7, 2 + 1e-7, 3);
  }

  @Test
  void aMoveGoesOnThroughTheSecantsOfEachSegment() {
    // every segment doubles what is given to it, as its second walk shows, and adds 1
    Secants secants =
        of(new Walks(states(0, 0.1, 0.1, 0.1), states(1, 1.2, 1.2, 20)))
            .after(new Walks(states(0, 1, 1.2, 1.2), states(1, 3, 3.4, 21)));
    double map = 2 / 1.01;
    double third = 3;
    double fourth = 3.4 + map * (third - 1.2);

    assertThat(secants.propose(2, TOLERANCE).starts().array())
        .containsExactly(new double[] {0, 1, third, fourth}, within(1e-12));
  }

  @Test
  void anEndThatIsNotFiniteLeavesTheNextStartWhereItIsAndTakesTheSecantsAway() {
    Secants secants =
        of(new Walks(states(0, 1, 2, 3), states(1, 2, 3, 4)))
            .after(new Walks(states(0, 1, 2.5, 3), states(1.5, Double.NaN, 3.5, 4)));

    assertThat(secants.propose(1, TOLERANCE).starts().array()).containsExactly(0, 1.5, 2.5, 3.5);
    // where it becomes exact, it is what the recurrence gives
    assertThat(secants.propose(2, TOLERANCE).starts().get(2)[0]).isNaN();
  }

  /** The largest error of an iterate, scaled. */
  private static double error(LocalEngine engine, double[][] loop) {
    double error = 0;
    double[][] states = TestSequences.states(engine);
    for (int t = 0; t < loop.length; t++) {
      error = Math.max(error, States.scaledDistance(states[t], loop[t]));
    }
    return error;
  }

  @Test
  void theEstimatedErrorIsThatOfTheStatesWithinAFactor() {
    Recurrence model = TestModels.tanh(20, 2, 0.98, SEED);
    Layout layout = new Layout(0, 1000, 25, 5, 3, 3);
    double[] start = new double[20];
    try (LocalEngine engine = engine(model, layout, SweepRule.of(Precision.DOUBLE, 1e-8), start)) {
      double[][] loop =
          TestSequences.loop(
              model,
              TestSequences.normal(layout, 2, Precision.DOUBLE, SEED),
              start,
              Precision.DOUBLE);
      long exact =
          engine
              .from(Guess.zeros())
              .begin(JacobianForm.ZERO, Damping.NONE)
              .summary()
              .exactSegments();
      Secants secants = of(engine.walks());
      for (int walk = 2; walk <= 5; walk++) {
        exact =
            engine
                .moveTo(secants.propose(exact, Secants.ALL_MOVE).starts(), JacobianForm.SECANT)
                .summary()
                .exactSegments();
        secants = secants.after(engine.walks());
      }
      assertThat(secants.estimatedError(exact) / error(engine, loop)).isBetween(0.25, 4.0);
    }
  }

  private static LocalEngine engine(
      Recurrence model, Layout layout, SweepRule rule, double[] start) {
    return new LocalEngine(
        layout,
        rule,
        new ReferenceKernels(() -> model, rule.precision()),
        TestSequences.normal(layout, model.inputSize(), rule.precision(), SEED),
        start);
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void withRandomSecantsOneMoreSegmentIsExactBitForBitAfterEveryUpdate(Precision precision) {
    Random random = new Random(SEED);
    for (int trial = 0; trial < 12; trial++) {
      Recurrence chaotic = TestModels.tanh(6, 2, 2.5, SEED + trial);
      Layout layout =
          new Layout(0, 157, 1 + random.nextInt(30), 1 + random.nextInt(4), 1 + trial % 5, 3);
      double[] start = new double[6];
      double[][] loop =
          TestSequences.loop(
              chaotic, TestSequences.normal(layout, 2, precision, SEED), start, precision);
      SweepRule rule = SweepRule.bitwise(precision, TOLERANCE);
      try (LocalEngine engine = engine(chaotic, layout, rule, start)) {
        long exact =
            engine
                .from(Guess.zeros())
                .begin(JacobianForm.ZERO, Damping.NONE)
                .summary()
                .exactSegments();
        for (int update = 1; update <= layout.segments(); update++) {
          Secants secants = RandomSecants.of(precision, engine.walks(), random);
          States starts = secants.propose(exact, TOLERANCE).starts();
          exact = engine.moveTo(starts, JacobianForm.SECANT).summary().exactSegments();
          double[][] states = TestSequences.states(engine);
          int known = Math.min(loop.length, (update + 1) * layout.segmentLength());
          for (int t = 0; t < known; t++) {
            assertThat(states[t])
                .as("update %d, step %d, %s, trial %d, seed %d", update, t, layout, trial, SEED)
                .isEqualTo(loop[t]);
          }
          assertThat(exact).isGreaterThanOrEqualTo(Math.min(update + 1, layout.segments()));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 16, 256})
  void theDriverKeepsTwiceSixteenStatesASegment(int size) {
    double numbers = Secants.bytes(1000, size) / 8 / 1000;
    int most = Math.min(16, size);

    assertThat(numbers).isBetween(2.0 * most * size, (2.0 * most + 8) * size + most * most);
  }
}
