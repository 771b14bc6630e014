// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.deerpark.app.console.Console;
import dev.deerpark.app.console.ExitStatus;
import dev.deerpark.app.console.TestConsole;
import dev.deerpark.base.BadInputException;
import dev.deerpark.settings.EvaluateSettings;
import dev.deerpark.settings.GenerateSettings;
import dev.deerpark.settings.Option;
import dev.deerpark.settings.OptionValues;
import dev.deerpark.spark.SharedSession;
import dev.deerpark.spark.TestSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several methods on the same series, and every kind of model from its sidecar. */
@ExtendWith(SharedSession.class)
class CompareIT {
  @TempDir static Path folder;
  private static SparkSession session;
  private static Path series;

  private final List<String> lines = new ArrayList<>();
  private final Console heard = TestConsole.withoutWarnings(lines);
  private Runnable betweenMethods = () -> {};

  private final Console console =
      new Console() {
        @Override
        public void line(String text) {
          if (text.isEmpty() && lines.contains(text)) {
            betweenMethods.run();
          }
          heard.line(text);
        }

        @Override
        public void warning(String sentence) {
          heard.warning(sentence);
        }
      };

  @BeforeAll
  static void start() {
    System.setProperty("java.awt.headless", "true");
    session = TestSession.local();
    series = folder.resolve("series");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lorenz96 | {\"dimension\": 6} | ''",
        "lorenz96 | {\"dimension\": 4, \"inputs\": 1} | a",
        "mean_field | {\"size\": 9, \"gain\": 0.9, \"seed\": 4} | ''",
        "mean_field | {\"size\": 9, \"gain\": 0.9, \"seed\": 4, \"inputs\": 2} | a,b",
        "langevin | {\"temperature\": 0.5} | a,b",
      })
  void everyMethodFindsTheLoopOfEveryModel(String type, String parameters, String columns)
      throws IOException {
    Path sidecar = folder.resolve(type + ".json");
    Files.writeString(sidecar, "{\"type\": \"" + type + "\", \"parameters\": " + parameters + "}");
    assertAllFindTheLoop(sidecar, generate("a,b"), columns, "0:60");
  }

  @Test
  void everyMethodFindsTheLoopOfTheAutoregressiveNetwork() throws IOException, URISyntaxException {
    assertAllFindTheLoop(
        resource("models/argru_sine.json"),
        resource("series/argru_sine_noise.csv.gz"),
        "eps",
        "0:200");
  }

  @Test
  void whatAutoTookIsToldFromTheMethodThatWasNamed() throws IOException {
    Path sidecar =
        Files.writeString(
            folder.resolve("wells.json"),
            "{\"type\": \"langevin\", \"parameters\": {\"temperature\": 0.5}}");
    Map<Option, String> options = options(sidecar, generate("a,b"), "a,b", "0:60");
    options.put(Option.METHODS, "sequential,auto");
    assertThat(compare(options)).isEqualTo(ExitStatus.DONE);
    assertThat(report().at("/runs/0/method").asText()).isEqualTo("sequential");
    assertThat(report().at("/runs/1/method").asText()).isEqualTo("auto (sequential)");
    assertThat(lines).anyMatch(line -> line.startsWith("  auto (sequential) "));
  }

  @Test
  void aMethodThatDoesNotConvergeIsNamed() throws IOException {
    Path sidecar =
        Files.writeString(
            folder.resolve("slow.json"),
            "{\"type\": \"mean_field\", \"parameters\": {\"size\": 9, \"gain\": 1, \"seed\": 4}}");
    Map<Option, String> options = options(sidecar, generate("a,b"), "", "0:60");
    options.put(Option.METHODS, "sequential,jacobi");
    options.put(Option.MAX_ITERATIONS, "2");

    assertThat(compare(options)).isEqualTo(ExitStatus.NOT_CONVERGED);

    assertThat(lines).contains("Compared 2 methods: jacobi did not converge.");
    assertThat(lines.get(lines.size() - 1)).startsWith("Seconds: ").contains("solve ");
    assertThat(report().at("/runs/1/outcome").asText()).isEqualTo("MAX_ITERATIONS");
    assertThat(report().at("/exitCode").asInt()).isEqualTo(3);
  }

  @Test
  void aComparisonThatFailsReportsTheMethodsBeforeTheFailure() throws IOException {
    Map<Option, String> options = ofCells(generate("a,b"));
    betweenMethods =
        () -> {
          throw new IllegalStateException("at the second method");
        };

    assertThatThrownBy(() -> compare(options)).hasMessage("at the second method");

    assertThat(report().at("/runs")).hasSize(1);
    assertThat(report().at("/runs/0/outcome").asText()).isEqualTo("CONVERGED");
    assertThat(report().at("/exitCode").asInt()).isEqualTo(ExitStatus.FAILED.code());
  }

  @Test
  void methodsOnDifferentSeriesAreNotCompared() throws IOException {
    Path input = Files.writeString(folder.resolve("changing.csv"), "t,a\n0,1\n1,2\n2,3\n");
    Map<Option, String> options = ofCells(input);
    options.remove(Option.RANGE);
    betweenMethods =
        () -> {
          try {
            Files.writeString(input, "t,a\n0,1\n1,2\n2,4\n");
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        };

    assertThatThrownBy(() -> compare(options))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("changing.csv", "another series");
    assertThat(report().at("/exitCode").asInt()).isEqualTo(ExitStatus.BAD_INPUT.code());
  }

  /** The loop, and then iterations, on one column of a series. */
  private Map<Option, String> ofCells(Path input) throws IOException {
    Path sidecar =
        Files.writeString(
            folder.resolve("cells.json"),
            "{\"type\": \"mean_field\", \"parameters\": {\"size\": 9, \"gain\": 0.9, \"seed\": 4,"
                + " \"inputs\": 1}}");
    Map<Option, String> options = options(sidecar, input, "a", "0:60");
    options.put(Option.METHODS, "sequential,jacobi");
    return options;
  }

  @Test
  void theDistanceToTheLoopIsFollowedToTheIterationFromWhichItStaysSmall() throws Exception {
    Map<Option, String> options =
        options(
            resource("models/argru_sine.json"),
            resource("series/argru_sine_noise.csv.gz"),
            "eps",
            "0:200");
    options.put(Option.METHODS, "sequential,deer,quasi-deer");
    options.put(Option.AGAINST_LOOP, "1e-3");

    assertThat(compare(options)).isEqualTo(ExitStatus.DONE);

    assertThat(report().at("/runs/0/iterationsToLoop").asInt()).isZero();
    assertThat(report().at("/runs/0/history/0/differenceToLoop").asDouble()).isZero();
    for (int run = 1; run < 3; run++) {
      JsonNode compared = report().at("/runs/" + run);
      int reached = compared.at("/iterationsToLoop").asInt();
      JsonNode history = compared.at("/history");
      assertThat(reached).isBetween(1, compared.at("/iterations").asInt());
      assertThat(history.at("/" + (reached - 1) + "/differenceToLoop").asDouble())
          .isGreaterThan(1e-3);
      assertThat(history.at("/" + reached + "/differenceToLoop").asDouble())
          .isLessThanOrEqualTo(1e-3);
      assertThat(history.get(history.size() - 1).get("differenceToLoop").asDouble())
          .isLessThan(1e-8);
    }
  }

  private void assertAllFindTheLoop(Path model, Path input, String columns, String range)
      throws IOException {
    Map<Option, String> options = options(model, input, columns, range);
    options.put(Option.METHODS, "sequential,deer,quasi-deer,shooting");

    assertThat(compare(options)).isEqualTo(ExitStatus.DONE);

    JsonNode report = report();
    assertThat(report.at("/outcome").asText()).isEqualTo("COMPARED");
    assertThat(report.at("/runs")).hasSize(4);
    for (JsonNode run : report.at("/runs")) {
      assertThat(run.at("/verification/kind").asText()).isEqualTo("full");
      assertThat(run.at("/verification/maxDifference").asDouble())
          .as(run.at("/method").asText())
          .isLessThan(1e-8);
    }
    assertThat(report.at("/runs/1/method").asText()).isEqualTo("deer");
    assertThat(report.at("/runs/1/segmentLength").asInt()).isEqualTo(1);
    assertThat(report.at("/runs/1/iterations").asInt()).isBetween(1, 200);
    assertThat(lines).anyMatch(line -> line.matches("  quasi-deer +1 .*"));
    try (Stream<Path> files = Files.list(folder.resolve("report"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("report.json", "history.csv", "convergence.png");
    }
  }

  private static Map<Option, String> options(Path model, Path input, String columns, String range) {
    Map<Option, String> options = new EnumMap<>(Option.class);
    options.put(Option.MODEL, model.toString());
    options.put(Option.INPUT, input.toString());
    if (!columns.isEmpty()) {
      options.put(Option.VALUE_COLUMNS, columns);
    }
    options.put(Option.RANGE, range);
    options.put(Option.PRECISION, "double");
    options.put(Option.VERIFY, "full");
    options.put(Option.REPORT, folder.resolve("report").toString());
    return options;
  }

  private static Path resource(String name) throws URISyntaxException {
    return Path.of(CompareIT.class.getResource("/dev/deerpark/" + name).toURI());
  }

  private ExitStatus compare(Map<Option, String> options) {
    OptionValues values = OptionValues.resolve(options, Map.of());
    return new Compare(session, EvaluateSettings.forEvaluate(values), console).run();
  }

  private static JsonNode report() throws IOException {
    return new ObjectMapper().readTree(folder.resolve("report/report.json").toFile());
  }

  private Path generate(String columns) {
    if (!Files.exists(series)) {
      Map<Option, String> options =
          Map.of(Option.OUTPUT, series.toString(), Option.STEPS, "1000", Option.COLUMNS, columns);
      GenerateSettings settings = GenerateSettings.of(OptionValues.resolve(options, Map.of()));
      new Generate(session, settings, console).run();
    }
    return series;
  }
}
