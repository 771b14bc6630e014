// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.study.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.deerpark.study.Cell;
import dev.deerpark.study.CellFigures;
import dev.deerpark.study.Grid;
import dev.deerpark.study.RunRow;
import dev.deerpark.study.StudyFixture;
import dev.deerpark.study.model.Explained;
import dev.deerpark.study.model.Prediction;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

/** The page says what the rows say, and needs nothing but itself. */
class StudyPageTest {
  private static final List<RunRow> ROWS = StudyFixture.rows(0.05, 5);

  private static Analysis analysis(List<Prediction> predictions) {
    Grid grid =
        new Grid(
            ROWS.stream().map(RunRow::cell).distinct().toList(),
            5,
            1,
            StudyFixture.SEED,
            Map.of("tolerance", "1e-6"));
    return Analysis.of(grid, List.of(), ROWS, predictions);
  }

  private static String page() {
    Explained explained = Explained.all(ROWS.stream().filter(RunRow::counts).toList()).get(0);
    return StudyPage.of(
        analysis(
            List.of(
                explained.predict("shooting", 100_000_000, 10),
                explained.predict("shooting", 100_000_000, 1000))));
  }

  /** The cells of a table's body, row by row. */
  static List<List<String>> table(String page, String id) {
    String table = page.substring(page.indexOf("<table id=\"" + id + "\""));
    table = table.substring(table.indexOf("<tbody>"), table.indexOf("</tbody>"));
    return Arrays.stream(table.split("<tr>"))
        .skip(1)
        .map(
            row ->
                Pattern.compile("<td[^>]*>(.*?)</td>")
                    .matcher(row)
                    .results()
                    .map((MatchResult cell) -> cell.group(1))
                    .toList())
        .toList();
  }

  /** From the text of the table of runs alone, without the code that made the page. */
  @Test
  void theNumbersOfThePageAreThoseOfTheTableOfRuns() {
    String[] lines = RunRow.table().csv(ROWS).split("\n");
    List<String> columns = List.of(lines[0].split(","));
    Map<List<String>, List<Double>> seconds = new TreeMap<>(Comparator.comparing(Object::toString));
    Map<List<String>, List<Double>> evaluation =
        new TreeMap<>(Comparator.comparing(Object::toString));
    for (String line : Arrays.asList(lines).subList(1, lines.length)) {
      String[] values = line.split(",", -1);
      if (values[columns.indexOf("phase")].equals("run")) {
        List<String> key =
            List.of(
                values[columns.indexOf("method")],
                values[columns.indexOf("length_steps")],
                values[columns.indexOf("cores")]);
        seconds
            .computeIfAbsent(key, k -> new ArrayList<>())
            .add(Double.parseDouble(values[columns.indexOf("seconds")]));
        evaluation
            .computeIfAbsent(key, k -> new ArrayList<>())
            .add(Double.parseDouble(values[columns.indexOf("evaluation_core_seconds")]));
      }
    }
    String page = page();
    List<List<String>> cells = table(page, "cells-table");
    assertThat(cells).hasSize(seconds.size());
    for (List<String> row : cells) {
      List<String> key = key(row.get(1), row.get(3), row.get(4));
      List<Double> sorted = seconds.get(key).stream().sorted().toList();
      assertThat(row.get(5)).isEqualTo("5");
      assertThat(row.get(6))
          .isEqualTo(
              Figures.number(sorted.get(2))
                  + " ("
                  + Figures.number(sorted.get(0))
                  + " to "
                  + Figures.number(sorted.get(4))
                  + ")");
    }
    for (List<String> row : table(page, "time-table")) {
      double mean =
          evaluation.get(key(row.get(1), row.get(2), row.get(3))).stream()
              .mapToDouble(value -> value)
              .average()
              .orElseThrow();
      assertThat(row.get(4)).isEqualTo(Figures.number(mean));
    }
  }

  private static List<String> key(String method, String steps, String workers) {
    String cores = workers.replaceAll(".*?(\\d+) cores?$", "$1");
    return List.of(method, steps.replace(",", ""), cores);
  }

  @Test
  void theAnswersNameTheFastestMethodOfTheLongestSeries() {
    List<CellFigures> cells = analysis(List.of()).cells();
    long longest = cells.stream().mapToLong(cell -> cell.cell().lengthSteps()).max().orElse(0);
    CellFigures fastest =
        cells.stream()
            .filter(cell -> cell.cell().lengthSteps() == longest && !cell.isLoop())
            .min(Comparator.comparingDouble(cell -> cell.seconds().median()))
            .orElseThrow();
    Prediction doubled =
        analysis(List.of())
            .explained()
            .get(0)
            .predict(fastest.cell().method(), longest, 2 * fastest.cell().workers().cores());
    assertThat(new Answers(analysis(List.of())).paragraphs())
        .singleElement(STRING)
        .startsWith("gru:D=16, " + Figures.whole(longest) + " steps: ")
        .contains(
            fastest.cell().method() + " on " + fastest.cell().workers() + " is fastest, ",
            Figures.number(fastest.seconds().median()) + " s, ",
            "% are evaluation",
            "On twice the cores the cost model expects " + Figures.number(doubled.seconds()));
  }

  @Test
  void theAnswersSaySoWhereTheLoopIsFaster() {
    List<RunRow> slow =
        ROWS.stream()
            .filter(row -> row.cell().isLoop() || row.cell().method().equals("quasi-deer"))
            .toList();
    Analysis analysis = Analysis.of(analysis(List.of()).grid(), List.of(), slow, List.of());
    assertThat(new Answers(analysis).paragraphs())
        .singleElement(STRING)
        .contains("the loop is fastest, ", "The fastest method, quasi-deer on 4 cores, takes ");
  }

  @Test
  void whereSeveralKernelsWalkedANetworkEachRowSaysWhich() {
    List<RunRow> rows =
        Stream.concat(ROWS.stream(), ROWS.stream().map(StudyPageTest::byAnotherKernel)).toList();
    List<Cell> cells = rows.stream().map(RunRow::cell).distinct().toList();
    List<Prediction> predictions =
        Explained.all(rows.stream().filter(RunRow::counts).toList()).stream()
            .map(explained -> explained.predict("shooting", 100_000_000, 10))
            .toList();
    Grid grid = new Grid(cells, 5, 1, StudyFixture.SEED, Map.of());
    Analysis analysis = Analysis.of(grid, List.of(), rows, predictions);
    String page = StudyPage.of(analysis);
    for (String table : List.of("time-table", "held-out-table", "predictions-table")) {
      assertThat(table(page, table).stream().map(row -> row.get(0)).distinct())
          .as(table)
          .containsExactlyInAnyOrder("gru:D=16, auto", "gru:D=16, reference");
    }
    assertThat(new Answers(analysis).paragraphs())
        .singleElement(STRING)
        .containsPattern(" by (auto|reference) on .* is fastest");
  }

  private static RunRow byAnotherKernel(RunRow row) {
    Cell cell = row.cell();
    return new RunRow(
        row.run(),
        row.repeat(),
        new Cell(
            cell.network(),
            cell.stateSize(),
            cell.method(),
            "reference",
            cell.lengthSteps(),
            cell.askedSegmentSteps(),
            cell.workers()),
        row.phase(),
        row.seconds(),
        row.time(),
        row.traffic(),
        row.work(),
        row.result(),
        row.conditions());
  }

  @Test
  void thePageNeedsNothingElse() {
    String page = page();
    assertThat(page).doesNotContain("<script", "<link", "src=", "@import", "url(http");
    assertThat(
            Pattern.compile("https?://[^\"<\\s]+").matcher(page).results().map(MatchResult::group))
        .as("names of namespaces")
        .allMatch(url -> url.startsWith("http://www.w3.org/"));
  }

  @Test
  void thePageIsWellFormedAndItsNamesAreItsOwn() throws Exception {
    String body = page();
    body = body.substring(body.indexOf("<main>"), body.indexOf("</main>") + "</main>".length());
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(body.replace("<details open>", "<details>"))));
    Set<String> ids = new HashSet<>();
    assertThat(
            Pattern.compile(" id=\"([^\"]+)\"")
                .matcher(body)
                .results()
                .map(found -> found.group(1)))
        .isNotEmpty()
        .allSatisfy(id -> assertThat(ids.add(id)).as(id).isTrue());
    assertThat(
            Pattern.compile("url\\(#([^)]+)\\)")
                .matcher(body)
                .results()
                .map(found -> found.group(1)))
        .allSatisfy(used -> assertThat(ids).contains(used));
  }

  @Test
  void aNumberThatIsNotKnownIsADash() {
    assertThat(Figures.number(Double.NaN)).isEqualTo("–");
    assertThat(Figures.number(Double.POSITIVE_INFINITY)).isEqualTo("∞");
    assertThat(Figures.number(1234.56)).isEqualTo("1,235");
    assertThat(Figures.number(0.012345)).isEqualTo("0.0123");
    assertThat(Figures.number(1.5e-9)).isEqualTo("1.500e-09");
  }

  @Test
  void theEfficiencyIsTheProductOfItsParts() {
    for (CellFigures cell : analysis(List.of()).cells()) {
      if (!cell.isLoop()) {
        double ratio =
            cell.methodEfficiency() * cell.clusterEfficiency() / cell.efficiency().value();
        assertThat(ratio).as(cell.cell().toString()).isBetween(0.85, 1.15);
      }
    }
  }

  @Test
  void theExportHasALineForEveryPoint() {
    String text = ExtraP.text(analysis(List.of()).cells());
    List<String> lines = text.lines().toList();
    long points = Pattern.compile("\\(").matcher(lines.get(3)).results().count();
    long regions = lines.stream().filter(line -> line.startsWith("REGION")).count();
    assertThat(points).isEqualTo(9);
    assertThat(regions).isEqualTo(4);
    assertThat(
            lines.stream()
                .filter(line -> line.startsWith("DATA"))
                .map(line -> line.split(" ").length))
        .hasSize(36)
        .containsOnly(6);
  }

  /** To look at: nothing is asked of it here. */
  @Test
  void aPageIsLeftForPeopleToLookAt() throws Exception {
    Path file = Path.of("target", "study-page.html");
    Files.writeString(file, page());
    assertThat(file).isNotEmptyFile();
  }
}
