// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine.trajectory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.base.Precision;
import dev.deerpark.engine.Engine.Sweep;
import dev.deerpark.engine.FirstSweep;
import dev.deerpark.engine.LocalEngine;
import dev.deerpark.engine.TestSequences;
import dev.deerpark.engine.TestSpec;
import dev.deerpark.engine.sweep.BurnIn;
import dev.deerpark.engine.sweep.Damping;
import dev.deerpark.engine.sweep.SweepRule;
import dev.deerpark.kernel.reference.ReferenceKernels;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.sequence.Layout;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an engine writes is its iterate, whichever walk writes it. */
class StateSinkTest {
  private static final long SEED = 11;
  private static final int STEPS = 203;
  private static final TestSpec MODEL = new TestSpec(5, 2, 1.1, SEED);
  private static final SweepRule RULE = SweepRule.of(Precision.FLOAT, 1e-6);

  private static Layout layout(int segmentLength, int blockSegments) {
    return new Layout(0, STEPS, segmentLength, blockSegments, 2, 3);
  }

  private static LocalEngine engine(Layout layout) {
    return new LocalEngine(
        layout,
        RULE,
        new ReferenceKernels(MODEL, Precision.FLOAT),
        TestSequences.normal(layout, 2, Precision.FLOAT, SEED),
        new double[5]);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 203, 1000})
  void theStepsThatTheSinkKeepsArriveInOrderWithTheLoopsBits(int every) {
    LocalEngine engine = engine(layout(6, 4));
    engine.walkInOrder();
    List<double[]> rows = new ArrayList<>();
    engine.write(new TestSink(every), rows::add);

    double[][] loop =
        TestSequences.loop(
            MODEL.build(),
            TestSequences.normal(layout(6, 4), 2, Precision.FLOAT, SEED),
            new double[5],
            Precision.FLOAT);
    assertThat(rows).hasSize((STEPS - 1) / every + 1);
    for (int i = 0; i < rows.size(); i++) {
      assertThat(rows.get(i)[0]).isEqualTo(i * every);
      assertThat(rows.get(i)).endsWith(loop[i * every]);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 40})
  void aSweepThatWritesIsTheSweepThatDoesNot(int burnIn) {
    LocalEngine plain = engine(layout(40, 2));
    LocalEngine writing = engine(layout(40, 2));
    List<double[]> rows = new ArrayList<>();

    Sweep expected = plain.from(new BurnIn(burnIn)).begin(JacobianForm.ZERO, Damping.NONE);
    Sweep sweep =
        writing
            .from(new BurnIn(burnIn))
            .into(new TestSink(1), rows::add)
            .begin(JacobianForm.ZERO, Damping.NONE);

    assertThat(sweep.summary()).usingRecursiveComparison().isEqualTo(expected.summary());
    assertThat(sweep.estimatedError()).isEqualTo(expected.estimatedError());
    assertThat(writing.iterate())
        .usingRecursiveComparison()
        .ignoringFields("marks")
        .isEqualTo(plain.iterate());
    List<double[]> later = new ArrayList<>();
    StateTrace trace = plain.write(new TestSink(1), later::add);
    assertThat(rows).usingRecursiveComparison().isEqualTo(later);
    assertThat(sweep.written().orElseThrow()).usingRecursiveComparison().isEqualTo(trace);
    assertThat(trace.residual()).isEqualTo(sweep.summary().residual());
  }

  @Test
  void theSweepsAfterAWrittenOneConvergeToTheLoop() {
    LocalEngine engine = engine(layout(10, 4));
    engine
        .from(new BurnIn(1))
        .into(new TestSink(1), row -> {})
        .begin(JacobianForm.ZERO, Damping.NONE);
    for (int sweep = 0; sweep < layout(10, 4).segments(); sweep++) {
      assertThat(engine.advance(JacobianForm.ZERO, Damping.NONE).written()).isEmpty();
    }
    assertThat(engine.trajectory().compareWithLoop().largest()).isZero();
  }

  @ParameterizedTest
  @EnumSource(value = JacobianForm.class, mode = EnumSource.Mode.EXCLUDE, names = "ZERO")
  void aSweepThatNeedsJacobiansWritesNothing(JacobianForm form) {
    List<double[]> rows = new ArrayList<>();
    Sweep sweep =
        engine(layout(10, 4))
            .from(new BurnIn(5))
            .into(new TestSink(1), rows::add)
            .begin(form, Damping.NONE);
    assertThat(sweep.written()).isEmpty();
    assertThat(rows).isEmpty();
  }

  @Test
  void endsThatAreTooManyForOnePlaceAreNotBroughtTogether() {
    Layout layout = new Layout(0, 1 << 24, 2, 1 << 10, 2, 8);
    assertThat(FirstSweep.writes(layout, 1, JacobianForm.ZERO)).isTrue();
    assertThat(FirstSweep.writes(layout, 2, JacobianForm.ZERO)).isFalse();
  }

  @Test
  void theDigestIsOfTheStatesAndNotOfHowTheyAreCut() {
    List<String> digests = new ArrayList<>();
    for (int segmentLength : new int[] {1, 6, STEPS}) {
      for (int blockSegments : new int[] {1, 5}) {
        LocalEngine engine = engine(layout(segmentLength, blockSegments));
        engine.walkInOrder();
        StateTrace trace = engine.write(new TestSink(100), row -> {});
        assertThat(trace.residual()).isZero();
        digests.add(trace.digestText());
      }
    }
    assertThat(digests).containsOnly(digests.get(0));
  }
}
