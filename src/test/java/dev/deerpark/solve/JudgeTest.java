// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.solve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.base.Precision;
import dev.deerpark.engine.Engine.Sweep;
import dev.deerpark.engine.summary.NonFinite;
import dev.deerpark.engine.summary.SweepSummary;
import dev.deerpark.engine.sweep.Damping;
import dev.deerpark.engine.sweep.SweepRule;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.recurrence.Readout;
import dev.deerpark.sequence.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JudgeTest {
  private static final double TOLERANCE = 1e-6;
  private static final int ALLOWED = 200;
  private static final Layout LAYOUT = new Layout(0, 1000, 1, 10, 1, 4);
  private static final SweepRule RULE = SweepRule.of(Precision.FLOAT, TOLERANCE);
  private static final Judge JUDGE =
      new Judge(
          new SolverOptions(Method.DEER, TOLERANCE, ALLOWED), LAYOUT, RULE, step -> "time " + step);

  private static Optional<Outcome> outcome(List<IterationRecord> history) {
    IterationRecord last = history.get(history.size() - 1);
    return JUDGE.outcome(history, last.sweep().summary(), () -> 1000);
  }

  @Test
  void convergedMeansResidualAndUpdateWithinTheTolerance() {
    assertThat(outcome(TestHistory.of(1, 1e-7))).contains(Outcome.CONVERGED);
    assertThat(outcome(TestHistory.of(1, 1e-5))).isEmpty();
  }

  @Test
  void withFullJacobiansTheGuessIsNotConvergedByItsResidualAlone() {
    assertThat(outcome(TestHistory.of(1e-9))).isEmpty();
    assertThat(outcome(TestHistory.of(JacobianForm.ZERO, 1e-9))).contains(Outcome.CONVERGED);
  }

  @Test
  void aSequenceThatIsExactIsTheAnswer() {
    assertThat(outcome(List.of(TestHistory.iteration(0, JacobianForm.DENSE, 1000, 0))))
        .contains(Outcome.CONVERGED);
  }

  @Test
  void aPrefixThatCreepsUnderAResidualThatStaysIsStalledOrDiverged() {
    assertThat(outcome(creeping(60, 1))).contains(Outcome.STALLED);
    assertThat(outcome(creeping(60, 2e6))).contains(Outcome.DIVERGED);
    assertThat(outcome(creeping(40, 1))).isEmpty();
  }

  @Test
  void aPrefixThatGainsMoreThanWhatEachIterationGivesAnywayIsNotStalled() {
    Judge patient =
        new Judge(new SolverOptions(Method.DEER, TOLERANCE, 600), LAYOUT, RULE, step -> "");
    List<IterationRecord> slow = new ArrayList<>(TestHistory.of(1));
    List<IterationRecord> given = new ArrayList<>(TestHistory.of(1));
    for (int i = 1; i <= 100; i++) {
      slow.add(TestHistory.iteration(i, JacobianForm.DENSE, 1 + i + i / 20, 1));
      given.add(TestHistory.iteration(i, JacobianForm.DENSE, 1 + i, 1));
    }
    assertThat(patient.outcome(slow, slow.get(100).sweep().summary(), () -> 1000)).isEmpty();
    assertThat(patient.outcome(given, given.get(100).sweep().summary(), () -> 1000))
        .contains(Outcome.STALLED);
    // a tenth of what is allowed is looked at
    assertThat(patient.outcome(given.subList(0, 60), given.get(59).sweep().summary(), () -> 1000))
        .isEmpty();
  }

  private static List<IterationRecord> creeping(int iterations, double residual) {
    List<IterationRecord> history = new ArrayList<>(TestHistory.of(1));
    for (int i = 1; i <= iterations; i++) {
      history.add(TestHistory.iteration(i, JacobianForm.DENSE, 1 + i / 2, residual));
    }
    return history;
  }

  @Test
  void theIterationsAllowedEndIt() {
    List<IterationRecord> history = new ArrayList<>();
    for (int i = 0; i <= ALLOWED; i++) {
      // settles fast enough never to be called stalled
      history.add(TestHistory.iteration(i, JacobianForm.DENSE, 1 + 2 * i, 1));
    }
    assertThat(outcome(history.subList(0, ALLOWED))).isEmpty();
    assertThat(outcome(history)).contains(Outcome.MAX_ITERATIONS);
  }

  /** Which is all that a person knows of a step of many series. */
  @Test
  void theFiniteNumbersAreLeftAtATime() {
    List<IterationRecord> history = TestHistory.of(1.0);
    SweepSummary summary = TestHistory.summary(9, 1e-7);
    SweepSummary left =
        new SweepSummary(
            summary.joints(),
            summary.update(),
            summary.work(),
            new NonFinite(0, 3),
            summary.magnitudes(),
            0,
            summary.growth());
    String sentence = JUDGE.sentence(Outcome.NON_FINITE, history, left, false, () -> 0);
    assertThat(sentence).contains("segment 3", "at time " + 3 * LAYOUT.segmentLength() + " (");
  }

  @Test
  void outputsThatAgreeAtTheJointsCountOnceTheEstimatedErrorIsCovered() {
    Readout readout = new Readout(1, new double[] {1}, new double[1]);
    Judge ofOutputs =
        new Judge(
            new SolverOptions(Method.JACOBI, TOLERANCE, ALLOWED),
            LAYOUT,
            RULE.judging(readout),
            step -> "");
    SweepSummary summary = TestHistory.summary(9, 1e-7);
    List<IterationRecord> covered = List.of(estimated(summary, 1.9e-6));
    List<IterationRecord> open = List.of(estimated(summary, 2.1e-6));

    assertThat(ofOutputs.outcome(covered, summary, () -> 1000)).contains(Outcome.CONVERGED);
    assertThat(ofOutputs.outcome(open, summary, () -> 1000)).isEmpty();
    assertThat(JUDGE.outcome(open, summary, () -> 1000)).contains(Outcome.CONVERGED);
  }

  /** The second walk: two walks cover an error of twice the tolerance. */
  private static IterationRecord estimated(SweepSummary summary, double error) {
    return new IterationRecord(1, JacobianForm.SECANT, Damping.NONE, new Sweep(summary, error), 0);
  }
}
