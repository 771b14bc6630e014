// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.deerpark.sequence.Layout;
import dev.deerpark.settings.Redaction;
import dev.deerpark.solve.Outcome;
import dev.deerpark.solve.TestHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFolderTest {
  private static final PlanFigures PLAN =
      new PlanFigures(new Layout(0, 1000, 10, 20, 3, 8), 24, "flat: small elements", null);

  @TempDir private Path folder;

  private static RunReport begun() {
    return new RunReport("evaluate", Instant.parse("2026-01-02T03:04:05Z"));
  }

  private static RunReport complete() {
    RunReport report = begun();
    report.begun(
        new Application("app-1", "spark://h:7077", "client", 1L << 30, 2L << 30),
        new Places("model.json", "in", "start.json", "out", "end.json"));
    report.configured("every", Optional.of("5"), "steps", "command line");
    report.planned(PLAN);
    report.readInput("sha256:1", "in order already: no shuffle");
    report.loadedModel("sha256:2", "inputs as they are");
    report.spent(Phase.SOLVE, 1);
    report.spent(Phase.SOLVE, 1);
    report.solved(
        new SolverFigures(
            "deer",
            2,
            1e-7,
            1e-8,
            1e-6,
            1.5,
            0,
            3e-7,
            -0.1,
            2.0,
            7L,
            1,
            TestHistory.of(0.5),
            List.of()));
    report.verified(new Verification("full", 2e-7, 1e-7, 1e-6, true, 17L, "Equal to the loop."));
    report.warn("A warning.");
    report.ended(new Ending("CONVERGED", "Converged.", 0, ""), 2.5);
    return report;
  }

  private JsonNode written(RunReport report) throws IOException {
    new ReportFolder(folder.toString(), new Configuration()).write(report, Redaction.DEFAULT);
    return new ObjectMapper().readTree(folder.resolve("report.json").toFile());
  }

  private static List<String> names(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  void aCompleteReportHasEveryPromisedField() throws IOException {
    JsonNode json = written(complete());

    assertThat(names(json))
        .containsExactlyInAnyOrder(
            "schema",
            "command",
            "started",
            "outcome",
            "outcomeSentence",
            "exitCode",
            "method",
            "segmentLength",
            "steps",
            "stateSize",
            "partitions",
            "blocks",
            "scanPlan",
            "iterations",
            "residual",
            "estimatedError",
            "tolerance",
            "passes",
            "jacobianEquivalents",
            "largestJumpAtMeeting",
            "exponentNatsPerStep",
            "overshootNats",
            "knownUntil",
            "largestState",
            "seconds",
            "secondsByPhase",
            "stepsPerSecond",
            "verification",
            "history",
            "versions",
            "layout",
            "settings",
            "scaling",
            "application",
            "places",
            "ended",
            "inputDigest",
            "inputPlan",
            "modelDigest",
            "warnings");
    assertThat(json.get("blocks").asInt()).isEqualTo(5);
    assertThat(json.get("stepsPerSecond").asDouble()).isEqualTo(500);
    assertThat(json.get("started").asText()).isEqualTo("2026-01-02T03:04:05Z");
    assertThat(names(json.get("layout")))
        .containsExactly(
            "firstTime", "steps", "segmentLength", "blockSegments", "partitions", "fanIn");
    assertThat(json.at("/history/0/residual").asDouble()).isEqualTo(0.5);
    assertThat(json.at("/settings/every/source").asText()).isEqualTo("command line");
    assertThat(json.at("/settings/every/value").isInt()).isTrue();
    assertThat(json.at("/verification/maxDifference").asDouble()).isEqualTo(2e-7);
  }

  @Test
  void aRunThatFailedEarlySaysWhyAndNothingThatItDoesNotKnow() throws IOException {
    RunReport report = begun();
    report.ended(new Ending("BAD_INPUT", "Nothing was computed.", 2, "No column t."), 0.5);

    assertThat(names(written(report)))
        .containsExactlyInAnyOrder(
            "schema",
            "command",
            "started",
            "outcome",
            "outcomeSentence",
            "exitCode",
            "error",
            "ended",
            "seconds",
            "versions");
  }

  @Test
  void numbersThatAreNotFiniteAreNull() throws IOException {
    RunReport report = begun();
    report.solved(
        new SolverFigures(
            "deer",
            1,
            Double.NaN,
            Double.POSITIVE_INFINITY,
            1e-6,
            1,
            0,
            null,
            null,
            null,
            null,
            0,
            List.of(),
            List.of()));
    JsonNode json = written(report);
    assertThat(json.get("residual").isNull()).isTrue();
    assertThat(json.get("estimatedError").isNull()).isTrue();
    assertThat(json.has("largestJumpAtMeeting")).isFalse();
  }

  @Test
  void theHistoryIsATableWithTheNamesThatItHasInTheReport() throws IOException {
    JsonNode json = written(complete());
    List<String> lines = Files.readAllLines(folder.resolve("history.csv"));
    assertThat(lines.get(0)).isEqualTo("method," + String.join(",", names(json.at("/history/0"))));
    assertThat(lines).hasSize(1 + json.get("history").size());
    assertThat(lines.get(1)).startsWith("deer,0,").doesNotContain("Infinity", "NaN", "null");
  }

  @Test
  void theRunsOfAComparisonHaveTheFieldsOfASingleRun() throws IOException {
    RunReport report = begun();
    report.planned(PLAN);
    SolverFigures figures =
        new SolverFigures(
            "deer",
            2,
            1e-7,
            1e-8,
            1e-6,
            1.5,
            0,
            null,
            null,
            null,
            null,
            1,
            TestHistory.of(0.5),
            List.of());
    report.compared(
        List.of(
            new ComparedRun(PLAN, figures, Outcome.CONVERGED, "Done.", 0.5, null, null),
            new ComparedRun(
                PLAN, figures.following(List.of(0.25)), Outcome.CONVERGED, "Done.", 0.5, 0, null)));
    JsonNode json = written(report);

    assertThat(json.has("method")).isFalse();
    assertThat(json.has("segmentLength")).isFalse();
    assertThat(json.at("/runs/0/method").asText()).isEqualTo("deer");
    assertThat(json.at("/runs/0/segmentLength").asInt()).isEqualTo(PLAN.layout().segmentLength());
    assertThat(json.at("/runs/0/history/0/residual").asDouble()).isEqualTo(0.5);
    assertThat(json.at("/runs/0/outcome").asText()).isEqualTo("CONVERGED");
    assertThat(json.at("/runs/0").has("verification")).isFalse();
    assertThat(json.at("/runs/0/history/0").has("differenceToLoop")).isFalse();
    assertThat(json.at("/runs/0").has("iterationsToLoop")).isFalse();
    assertThat(json.at("/runs/1/history/0/differenceToLoop").asDouble()).isEqualTo(0.25);
    assertThat(json.at("/runs/1/iterationsToLoop").asInt()).isZero();
  }

  @Test
  void thePictureLiesBesideTheReport() throws IOException {
    ReportFolder report = new ReportFolder(folder.toString(), new Configuration());
    report.writePicture(new byte[] {1});
    report.writePicture(new byte[] {2, 3});

    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(folder.resolve("convergence.png"));
    }
    assertThat(folder.resolve("convergence.png")).hasBinaryContent(new byte[] {2, 3});
  }

  @Test
  void anOlderReportIsReplacedAndNothingElseIsLeft() throws IOException {
    folder = folder.resolve("made").resolve("for it");
    written(begun());
    JsonNode json = written(complete());

    assertThat(json.get("outcome").asText()).isEqualTo("CONVERGED");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files)
          .containsExactlyInAnyOrder(folder.resolve("report.json"), folder.resolve("history.csv"));
    }
  }

  @Test
  void aFolderThatCannotBeMadeIsAnError() throws IOException {
    folder = Files.createFile(folder.resolve("file")).resolve("folder");

    assertThatThrownBy(() -> written(begun())).isInstanceOf(IOException.class);
  }

  @Test
  void secretsAreMaskedWhereverTheyStand() throws IOException {
    RunReport report = begun();
    report.configured(
        "model-param", Optional.of("size=3,password=hunter2"), "pair", "command line");
    report.warn("Cannot read s3a://key:hunter2@bucket/x.");
    report.ended(new Ending("FAILED", "It says 'token=hunter2'.", 1, ""), 1);
    assertThat(written(report).toString()).doesNotContain("hunter2").contains("size=3", "bucket/x");
  }
}
