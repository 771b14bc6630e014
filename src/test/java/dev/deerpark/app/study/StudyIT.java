// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.app.console.ExitStatus;
import dev.deerpark.base.BadInputException;
import dev.deerpark.study.RunRow;
import dev.deerpark.study.anatomy.Phase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A study of networks too small to tell anything. */
class StudyIT {
  @TempDir private Path folder;

  private static final String SMALL =
      "--generate gru:D=4 --lengths 3000,20000 --cores 1,2 --methods auto,quasi-deer,sequential"
          + " --repeats 2";

  private TestStudies studies() {
    return new TestStudies(folder);
  }

  @Test
  void everyRunIsRecordedCheckedAndTakenApart() throws Exception {
    TestStudies studies = studies();
    assertThat(studies.run(SMALL)).isEqualTo(ExitStatus.DONE);

    List<RunRow> rows = studies.rows();
    List<RunRow> runs = rows.stream().filter(RunRow::isRun).toList();
    assertThat(runs).hasSize(2 * 2 * 4 * 2).allMatch(RunRow::counts);
    assertThat(runs.stream().filter(row -> !row.cell().isLoop()))
        .allSatisfy(
            row -> {
              assertThat(row.result().scaledDifference())
                  .isLessThanOrEqualTo(row.result().differenceBound());
              assertThat(row.result().passes()).isGreaterThanOrEqualTo(1);
              assertThat(row.time().evaluationCoreSeconds()).isPositive();
            });
    for (RunRow run : runs) {
      List<RunRow> phases =
          rows.stream().filter(row -> row.run() == run.run() && !row.isRun()).toList();
      double seconds = phases.stream().mapToDouble(RunRow::seconds).sum();
      if (!run.cell().isLoop()) {
        assertThat(phases.get(0).phase().phase()).isEqualTo(Phase.PROBE);
        // Spark's events have whole milliseconds
        assertThat(Math.abs(seconds - run.seconds())).isLessThan(0.003);
        assertThat(phases.stream().mapToLong(phase -> phase.work().functionSteps()).sum())
            .isEqualTo(run.work().functionSteps());
      }
    }
    assertThat(Files.exists(studies.output().resolve("runs.parquet"))).isTrue();
    assertThat(studies.leftBehind()).isEmpty();
  }

  @Test
  void aStudyThatWasKilledGoesOnWhereItWas() throws Exception {
    TestStudies studies = studies();
    studies.run(SMALL);
    Path csv = studies.output().resolve("runs.csv");
    List<RunRow> all = studies.rows();
    // as after the fifth run
    Files.writeString(csv, RunRow.table().csv(all.stream().filter(row -> row.run() <= 5).toList()));

    assertThatThrownBy(() -> studies.run(SMALL))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("--resume", "--overwrite");
    assertThatThrownBy(() -> studies.run(SMALL.replace("--repeats 2", "--repeats 3") + " --resume"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("repeats is 3, not 2");
    assertThat(studies.run(SMALL + " --resume")).isEqualTo(ExitStatus.DONE);
    List<RunRow> resumed = studies.rows();
    assertThat(resumed.stream().filter(row -> row.run() <= 5))
        .as("what was recorded stays")
        .isEqualTo(all.stream().filter(row -> row.run() <= 5).toList());
    assertThat(resumed.stream().filter(RunRow::isRun).map(row -> List.of(row.cell(), row.repeat())))
        .containsExactlyInAnyOrderElementsOf(
            all.stream()
                .filter(RunRow::isRun)
                .map(row -> List.<Object>of(row.cell(), row.repeat()))
                .toList());
  }
}
