// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.deerpark.app.console.ExitStatus;
import dev.deerpark.base.AllCases;
import dev.deerpark.base.BadInputException;
import dev.deerpark.study.LogRow;
import dev.deerpark.study.RunRow;
import dev.deerpark.study.anatomy.Phase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A study of networks too small to tell anything. */
class StudyIT {
  @TempDir private Path folder;

  private static final String SMALL =
      "--generate gru:D=4 --lengths 3000,9000 --cores 1,2 --methods shooting,sequential --repeats 2"
          + " --warmup 0";

  private TestStudies studies() {
    return new TestStudies(folder);
  }

  @Test
  void everyRunIsRecordedCheckedAndTakenApart() throws Exception {
    TestStudies studies = studies();
    assertThat(
            studies.run(
                SMALL
                    .replace("3000,9000", "3000")
                    .replace("shooting", "auto,quasi-deer")
                    .replace("warmup 0", "warmup 1")))
        .isEqualTo(ExitStatus.DONE);

    studies.labels().requireAll();
    List<RunRow> rows = studies.rows();
    List<RunRow> runs = rows.stream().filter(RunRow::isRun).toList();
    assertThat(runs).hasSize(2 * 4 * 2).allMatch(RunRow::counts);
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

    // as after the last run
    Path parquet = studies.output().resolve("runs.parquet");
    FileUtils.deleteDirectory(parquet.toFile());
    assertThat(studies.run(SMALL + " --resume")).isEqualTo(ExitStatus.DONE);
    assertThat(studies.rows()).isEqualTo(resumed);
    assertThat(parquet.resolve("_SUCCESS")).exists();
  }

  @Test
  void executorsInProcessesOfTheirOwnAreMeasuredAndTheirLogSaysTheSame() throws Exception {
    TestStudies studies = studies();
    List<String> executors = AllCases.of(List.of("2"), List.of("1"));
    String words =
        "--generate gru:D=4 --lengths 3000 --executors "
            + String.join(",", executors)
            + " --methods shooting,quasi-deer"
            + " --repeats 1 --warmup 0 --scan tree";
    assertThat(studies.run(words)).isEqualTo(ExitStatus.DONE);
    List<RunRow> rows = studies.rows();
    assertThat(rows.stream().filter(RunRow::isRun))
        .hasSize(3 * executors.size())
        .allMatch(RunRow::counts);
    assertThat(rows.stream().filter(row -> row.cell().workers().cores() == 2))
        .as("the plan that merges on executors")
        .anyMatch(row -> row.time().treeCoreSeconds() > 0 || row.traffic().shuffleBytes() > 0);
    assertThat(Files.readString(studies.output().resolve("report.html")))
        .contains("2 executors", "quasi-deer");
    assertThat(studies.output().resolve("extra-p.txt")).content().contains("PARAMETER cores");

    TestStudies offline = new TestStudies(folder.resolve("offline"));
    offline.run("--from-event-log " + studies.events());
    List<LogRow> phases =
        LogRow.table().parse(Files.readString(offline.output().resolve("phases.csv")));
    assertThat(phases.stream().map(phase -> "" + phase.cores()).distinct())
        .containsExactlyInAnyOrderElementsOf(executors);
    ToDoubleFunction<String> live =
        phase ->
            rows.stream()
                .filter(row -> row.phase().phase().equals(phase))
                .mapToDouble(row -> row.time().evaluationCoreSeconds())
                .sum();
    for (String phase : List.of("burn-in", Phase.SWEEP)) {
      double logged =
          phases.stream()
              .filter(row -> row.phase().phase().equals(phase))
              .mapToDouble(row -> row.time().evaluationCoreSeconds())
              .sum();
      assertThat(logged).as(phase).isCloseTo(live.applyAsDouble(phase), within(1e-9));
    }
  }

  @Test
  void aRecordedStudyPredictsWithoutACluster() throws Exception {
    TestStudies studies = studies();
    studies.run(SMALL);
    studies.run("--predict --length 1e9 --executors 10,1000");
    assertThat(studies.lines())
        .anyMatch(line -> line.matches("  shooting +1,000 .*"))
        .anyMatch(line -> line.startsWith("gru:D=4, auto kernel, 1,000,000,000 steps;"));
    String page = Files.readString(studies.output().resolve("report.html"));
    assertThat(page).contains("predictions-table");
    assertThat(Files.readString(studies.output().resolve("study.json")))
        .contains("\"predictions\"");
    assertThat(studies.rows()).as("nothing was measured").isNotEmpty();

    TestStudies none = new TestStudies(folder.resolve("none"));
    assertThatThrownBy(() -> none.run("--predict --length 1e9 --executors 10"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("study.json");
    assertThatThrownBy(() -> none.run("--from-event-log " + none.events()))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("--from-event-log");
  }
}
