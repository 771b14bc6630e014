// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.study.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.deerpark.study.Grid;
import dev.deerpark.study.RunRow;
import dev.deerpark.study.fit.Sample;
import dev.deerpark.study.model.Explained;
import dev.deerpark.study.simulation.SimulatedRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The example in the documentation is what its runs give. */
class ExampleStudyTest {
  private static final Path EXAMPLE = Path.of("src", "docs", "study-example");

  private static String page;

  @BeforeAll
  static void makeThePageAgain() throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    JsonNode study = mapper.readTree(EXAMPLE.resolve("study.json").toFile());
    Grid grid = mapper.treeToValue(study.get("grid"), Grid.class);
    page = StudyPage.of(Analysis.of(grid, List.of(), rows(), List.of()));
  }

  private static List<RunRow> rows() throws IOException {
    return RunRow.table().parse(Files.readString(EXAMPLE.resolve("runs.csv")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"cells-table", "time-table", "fits-table", "model-table", "held-out-table"})
  void theTablesOfThePageFollowFromTheRuns(String table) throws IOException {
    String kept = Files.readString(EXAMPLE.resolve("report.html"));
    assertThat(StudyPageTest.table(kept, table))
        .isNotEmpty()
        .isEqualTo(StudyPageTest.table(page, table));
  }

  @ParameterizedTest
  @ValueSource(strings = {"scaling.svg", "time.svg", "prediction.svg"})
  void thePicturesAreThoseOfThePage(String picture) throws IOException {
    assertThat(Files.readString(EXAMPLE.resolve("report.html")))
        .contains(Files.readString(EXAMPLE.resolve(picture)).strip());
  }

  @Test
  void aLengthThatWasHeldOutIsMissedByAFifthAtMost() throws IOException {
    assertThat(Explained.all(rows().stream().filter(RunRow::counts).toList()))
        .singleElement()
        .satisfies(explained -> assertThat(explained.heldOutError()).isLessThan(0.2));
  }

  /** Of methods that share the work; each length is played with what the others cost. */
  @Test
  void theSimulationOfTheMeasuredCellsAgreesWithThem() throws IOException {
    List<RunRow> runs = rows().stream().filter(RunRow::counts).toList();
    Sample errors =
        Sample.of(
            Explained.all(runs).get(0).heldOut().stream()
                .mapToDouble(
                    cell ->
                        cell.errorOf(SimulatedRuns.untroubled(cell.known(), cell.prediction()))));
    assertThat(errors.size()).isGreaterThan(10);
    assertThat(errors.median()).isLessThan(0.2);
  }

  @Test
  void everyRunOfTheExampleCounts() throws IOException {
    assertThat(rows().stream().filter(RunRow::isRun)).isNotEmpty().allMatch(RunRow::counts);
  }
}
