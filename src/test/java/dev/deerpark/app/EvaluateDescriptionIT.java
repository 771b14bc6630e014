// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.deerpark.Deerpark;
import dev.deerpark.EvaluateOptions;
import dev.deerpark.Evaluation;
import dev.deerpark.app.TestRows.Step;
import dev.deerpark.app.TestRuns.Ended;
import dev.deerpark.app.console.ExitStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a model's description says is what a run does, from the sidecar to the rows. */
class EvaluateDescriptionIT {
  private static final String EXAMPLE = "/dev/deerpark/examples/ecg/gru24_ecg208";
  private static final String NAME = "\"name\": \"gru24_ecg208\",";
  private static final int STEPS = 300;

  @TempDir static Path folder;
  private static TestRuns runs;
  private static String sidecar;
  private static Path series;

  @BeforeAll
  static void prepare() throws IOException {
    runs = new TestRuns(folder);
    try (InputStream json = EvaluateDescriptionIT.class.getResourceAsStream(EXAMPLE + ".json");
        InputStream weights =
            EvaluateDescriptionIT.class.getResourceAsStream(EXAMPLE + ".safetensors")) {
      sidecar = new String(json.readAllBytes(), StandardCharsets.UTF_8);
      Files.write(folder.resolve("gru24_ecg208.safetensors"), weights.readAllBytes());
    }
    Random random = new Random(20261126);
    List<String> lines = new ArrayList<>(List.of("t,mlii_mv"));
    for (int t = 0; t < STEPS; t++) {
      lines.add(t + "," + random.nextGaussian());
    }
    series = Files.write(folder.resolve("series.csv"), lines);
  }

  @AfterAll
  static void stop() {
    runs.close();
  }

  @Test
  void outputsInTheUnitsOfTheDataAreTheModelsTimesStdPlusMean() {
    String scaled = with("\"target\": {\"mean\": [-3], \"std\": [250]},");
    Ended data = evaluate(scaled, "--precision", "double");
    Ended model = evaluate(scaled, "--precision", "double", "--output-scale", "model");

    assertThat(data.text()).contains("outputs in the units of the data, y * std + mean");
    assertThat(model.text()).contains("outputs as the model gives them");
    assertThat(data.digest()).as("of the states").isEqualTo(model.digest());
    List<Step> inData = data.rows(runs);
    List<Step> inModel = model.rows(runs);
    assertThat(inData).hasSize(STEPS);
    for (int t = 0; t < STEPS; t++) {
      double trained = inModel.get(t).output().get(0).doubleValue();
      assertThat(inData.get(t).output().get(0).doubleValue())
          .as("step %s", t)
          .isCloseTo(trained * 250 - 3, within(1e-10));
    }
  }

  /** Without rows too, as of a table or a DataFrame, whose rows are made later. */
  @Test
  void outputsThatAreNotFiniteAreCountedInAWarning() {
    String scaled = with("\"target\": {\"mean\": [0], \"std\": [3.4e38]},");
    Ended ended = evaluate(scaled);
    List<Step> infinite =
        ended.rows(runs).stream()
            .filter(row -> !Double.isFinite(row.output().get(0).doubleValue()))
            .toList();

    assertThat(infinite).hasSizeBetween(10, STEPS - 10);
    assertThat(ended.status()).isEqualTo(ExitStatus.DONE);
    assertThat(ended.report().get("warnings").toString())
        .contains(
            infinite.size()
                + " rows of the result have outputs that are not finite, the first at time "
                + infinite.get(0).time()
                + ":");
    long seventh = infinite.stream().filter(row -> row.time() % 7 == 0).count();
    assertThat(evaluate(scaled, "--every", "7").text()).contains(": " + seventh + " rows of");
    assertThat(evaluate(scaled, "--precision", "double").text()).doesNotContain("not finite");
    assertThat(evaluate(scaled, "--emit", "states").text()).doesNotContain("not finite");

    Dataset<Row> frame =
        runs.session()
            .read()
            .option("header", true)
            .schema("t BIGINT, mlii_mv DOUBLE")
            .csv(series.toString());
    String model = folder.resolve("model.json").toString();
    try (Evaluation lazy = Deerpark.evaluate(frame, model, EvaluateOptions.none())) {
      assertThat(lazy.report().warnings().toString())
          .contains(infinite.size() + " rows of the result have outputs that are not finite");
    }
  }

  @Test
  void theOnlyValueColumnNeedsNoName() {
    Ended named = evaluate(sidecar);
    Ended unnamed = evaluate(sidecar.replaceAll("\"columns\": \\[\\s*\"mlii_mv\"\\s*\\],", ""));

    assertThat(unnamed.text()).contains("No value columns are named", "mlii_mv");
    assertThat(named.text()).doesNotContain("No value columns are named");
    assertThat(unnamed.digest()).isEqualTo(named.digest());
  }

  @Test
  void theRunBeginsInTheSidecarsStateUnlessAnotherIsGiven() {
    Path end = folder.resolve("end.json");
    Ended whole = evaluate(sidecar, "--final-state", end.toString());
    String started = sidecar.replace("\"zeros\"", "[" + "0.5,".repeat(23) + "-0.5]");
    Ended other = evaluate(started);
    Ended given = evaluate(started, "--initial-state", end.toString());
    Ended givenToZeros = evaluate(sidecar, "--initial-state", end.toString());

    assertThat(other.rows(runs).get(0).state()).isNotEqualTo(whole.rows(runs).get(0).state());
    assertThat(given.digest()).isEqualTo(givenToZeros.digest()).isNotEqualTo(other.digest());
  }

  private static String with(String field) {
    assertThat(sidecar).contains(NAME);
    return sidecar.replace(NAME, NAME + field);
  }

  private static Ended evaluate(String json, String... options) {
    try {
      String model = Files.writeString(folder.resolve("model.json"), json).toString();
      List<String> words = new ArrayList<>(List.of("--model", model, "--method", "sequential"));
      words.addAll(List.of("--input", series.toString(), "--verify", "none"));
      words.addAll(List.of(options));
      return runs.evaluate(runs.fresh(), words.toArray(String[]::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
