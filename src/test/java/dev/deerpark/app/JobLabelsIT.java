// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import dev.deerpark.app.TestRuns.Ended;
import dev.deerpark.app.console.TestConsole;
import dev.deerpark.network.onnx.OnnxZoo;
import dev.deerpark.settings.GenerateSettings;
import dev.deerpark.settings.Option;
import dev.deerpark.settings.OptionValues;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Spark UI says of every job of ours what it is for. */
class JobLabelsIT {
  @TempDir static Path folder;
  private static TestRuns runs;
  private static final LabelListener LABELS = new LabelListener();

  @BeforeAll
  static void start() {
    runs = new TestRuns(folder);
    runs.session().sparkContext().addSparkListener(LABELS);
  }

  @AfterEach
  void everyJobHasAGroupAndADescriptionAndAllKeptDataAName() throws Exception {
    runs.session().sparkContext().listenerBus().waitUntilEmpty();
    LABELS.requireAll();
  }

  @AfterAll
  static void stop() {
    runs.session().sparkContext().removeSparkListener(LABELS);
    runs.close();
  }

  @Test
  void ofARunThatIsVerified() {
    runs.evaluate("--example", "ecg", "--verify", "full");
  }

  @Test
  void ofARunThatGoesOnFromAnEarlierOne() {
    Ended earlier = runs.evaluate("--example", "ecg", "--verify", "sample");
    runs.evaluate("--example", "ecg", "--guess", "warm:" + earlier.output());
  }

  @Test
  void ofAnInspection() {
    runs.inspect("--example", "ecg");
  }

  @Test
  void ofMethodsThatAreCompared() {
    runs.compare("--example", "ecg", "--range", "0:2000", "--methods", "shooting,deer");
  }

  @Test
  void ofANetwork() {
    String name = OnnxZoo.MODELS.get(0);
    runs.evaluate(
        "--model", OnnxZoo.model(name).toString(), "--input", OnnxZoo.series(name).toString());
  }

  @Test
  void ofASeriesThatIsGenerated() {
    generate(folder.resolve("generated"), "a");
  }

  private static void generate(Path series, String columns) {
    Map<Option, String> options =
        Map.of(Option.OUTPUT, series.toString(), Option.STEPS, "2000", Option.COLUMNS, columns);
    GenerateSettings settings = GenerateSettings.of(OptionValues.resolve(options, Map.of()));
    new Generate(runs.session(), settings, TestConsole.keeping(new ArrayList<>())).run();
  }

  @Test
  void ofShortSweepsAndATreeScan() {
    String words = "--example ecg --range 0:2000 --segment-length 50 --short-sweeps 1 --scan tree";
    runs.evaluate((words + " --method deer").split(" "));
  }
}
