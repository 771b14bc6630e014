// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.study.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.deerpark.study.RunRow;
import dev.deerpark.study.StudyFixture;
import dev.deerpark.study.fit.Sample;
import dev.deerpark.study.model.Explained.HeldOut;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** Prices that made the seconds of a study are found, and predict what was left out. */
class CostModelTest {

  @Test
  void pricesThatMadeTheSecondsExplainThem() {
    Explained explained = Explained.all(StudyFixture.runs(0, 1)).get(0);
    assertThat(explained.fittedErrors().estimate().high()).isLessThan(1e-6);
  }

  @Test
  void aLengthThatWasHeldOutIsPredicted() {
    List<HeldOut> exact = Explained.all(StudyFixture.runs(0, 1)).get(0).heldOut();
    assertThat(exact).isNotEmpty();
    assertThat(median(exact)).isLessThan(0.02);
    List<HeldOut> noisy = Explained.all(StudyFixture.runs(0.05, 5)).get(0).heldOut();
    assertThat(median(noisy)).as("seed %d", StudyFixture.SEED).isLessThan(0.2);
  }

  @Test
  void oneSlowRunOfACellDoesNotMoveThePrices() {
    List<RunRow> runs = StudyFixture.runs(0, 3);
    List<RunRow> slow = new ArrayList<>(runs);
    for (int i = 0; i < runs.size() / 3; i++) {
      slow.set(i, slower(runs.get(i)));
    }
    assertThat(CostModel.fit(slow).prices()).isEqualTo(CostModel.fit(runs).prices());
  }

  private static RunRow slower(RunRow run) {
    return new RunRow(
        run.run(),
        run.repeat(),
        run.cell(),
        run.phase(),
        7 * run.seconds(),
        run.time().over(0.1),
        run.traffic(),
        run.work(),
        run.result(),
        run.conditions());
  }

  @Test
  void aTaskIsNeverSentForNothing() {
    List<RunRow> few =
        StudyFixture.runs(0, 1).stream().filter(run -> run.cell().workers().cores() == 1).toList();
    assertThat(CostModel.fit(few).price(Counts.TASK))
        .as("every stage had one task: what one costs cannot be told from a stage")
        .isEqualTo(CostModel.LEAST_DISPATCH);
    assertThat(CostModel.fit(StudyFixture.runs(0, 1)).price(Counts.TASK))
        .isCloseTo(1e-3, within(1e-6));
  }

  private static double median(List<HeldOut> errors) {
    return Sample.of(errors.stream().mapToDouble(HeldOut::error)).median();
  }

  @Test
  void whatAMethodWillDoIsWhatItDid() {
    Explained explained = Explained.all(StudyFixture.runs(0, 1)).get(0);
    for (RunRow run : explained.runs()) {
      if (!run.cell().isLoop()) {
        Counts seen = Counts.of(run);
        Counts expected =
            explained
                .behaviours()
                .get(run.result().takenMethod())
                .counts(run.cell().lengthSteps(), run.cell().workers().cores());
        for (int i = 0; i < Counts.NAMES.size(); i++) {
          assertThat(expected.values()[i])
              .as("%s of %s", Counts.NAMES.get(i), run.cell())
              .isCloseTo(seen.values()[i], within(1e-6 + 0.02 * seen.values()[i]));
        }
      }
    }
  }

  @Test
  void noPriceIsNegative() {
    long seed = 5;
    Random random = new Random(seed);
    double[][] rows = new double[30][4];
    double[] ones = DoubleStream.generate(() -> 1).limit(rows.length).toArray();
    for (double[] row : rows) {
      for (int j = 0; j < 4; j++) {
        row[j] = random.nextDouble();
      }
      row[3] = 1 + 5 * row[0];
    }
    assertThat(DoubleStream.of(NonNegative.solve(rows, ones)).min())
        .as("seed %d", seed)
        .hasValue(0);
    assertThat(NonNegative.solve(new double[][] {{2, 0}, {2, 0}}, new double[] {1, 1}))
        .containsExactly(new double[] {0.5, 0}, within(1e-12));
  }

  @Test
  void thePossibleIsHalfOfTheIdealWhereThePiecesAreAsLongAsTheMemory() {
    Possible possible = Possible.of(-0.01, Math.exp(-10)).orElseThrow();
    assertThat(possible.memorySteps()).isCloseTo(1000, within(1e-9));
    assertThat(possible.speedup(100, 100_000)).isCloseTo(50, within(1e-9));
    assertThat(possible.speedup(1e12, 100_000)).isLessThan(100);
    assertThat(Possible.of(0.01, 1e-6)).as("chaos").isEmpty();
  }
}
