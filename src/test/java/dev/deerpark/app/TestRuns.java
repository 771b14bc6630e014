// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.deerpark.app.console.ExitStatus;
import dev.deerpark.app.console.TestConsole;
import dev.deerpark.settings.EvaluateSettings;
import dev.deerpark.settings.Option;
import dev.deerpark.settings.OptionValues;
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

/** Runs the use cases as a command line would, on one local Spark, and looks at what they leave. */
final class TestRuns implements AutoCloseable {
  private final SparkSession session;
  private final boolean own;
  private final Path folder;
  private int runs;

  /**
   * On the session that tests share.
   *
   * @param folder the test's own, where all outputs go
   */
  TestRuns(Path folder) {
    this.folder = folder;
    this.own = false;
    this.session = TestSession.local();
  }

  /** The same on another cluster, which ends with this. */
  TestRuns(Path folder, SparkSession.Builder cluster) {
    this.folder = folder;
    this.own = true;
    this.session = TestSession.own(cluster);
  }

  /**
   * What a run came to: its status, what it said (warnings with that word before them), its files.
   */
  record Ended(ExitStatus status, List<String> lines, Path output, JsonNode report) {

    String text() {
      return String.join("\n", lines);
    }

    /** The rows of the output, in the order of its files. */
    List<TestRows.Step> rows(TestRuns runs) {
      return TestRows.of(runs.session, output);
    }

    String digest() {
      return report.get("outputDigest").asText();
    }
  }

  SparkSession session() {
    return session;
  }

  /** The path of the shipped model, or of the shipped series. */
  static String example(String file) {
    try {
      return Path.of(TestRuns.class.getResource("/dev/deerpark/examples/ecg/" + file).toURI())
          .toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A fresh place for an output. */
  Path fresh() {
    return folder.resolve("out-" + runs++);
  }

  /** Runs {@code evaluate} with these words; the output goes to a fresh place unless they say. */
  Ended evaluate(String... words) {
    return evaluate(fresh(), words);
  }

  Ended evaluate(Path output, String... words) {
    List<String> lines = new ArrayList<>();
    ExitStatus status = evaluate(output.toString(), lines, words);
    return new Ended(status, lines, output, report(output));
  }

  /**
   * Runs {@code evaluate} with its output to any path or URI, if there is one, and adds what it
   * says to lines.
   */
  ExitStatus evaluate(String output, List<String> lines, String... words) {
    Map<Option, String> options = options(words);
    if (!output.isEmpty()) {
      options.put(Option.OUTPUT, output);
    }
    EvaluateSettings settings =
        EvaluateSettings.forEvaluate(OptionValues.resolve(options, Map.of()));
    try (ExampleFiles files = ExampleFiles.of(settings)) {
      return new Evaluate(session, files.settings(), TestConsole.keeping(lines)).run();
    }
  }

  /** Runs {@code evaluate} with several methods, of which only a report is left. */
  Ended compare(String... words) {
    Map<Option, String> options = options(words);
    Path report = fresh();
    options.put(Option.REPORT, report.toString());
    List<String> lines = new ArrayList<>();
    EvaluateSettings settings =
        EvaluateSettings.forEvaluate(OptionValues.resolve(options, Map.of()));
    try (ExampleFiles files = ExampleFiles.of(settings)) {
      ExitStatus status = new Compare(session, files.settings(), TestConsole.keeping(lines)).run();
      return new Ended(status, lines, report, reportIn(report));
    }
  }

  /** Runs {@code inspect}, which refuses nothing, and returns what it says. */
  List<String> inspect(String... words) {
    List<String> lines = new ArrayList<>();
    assertThat(inspect(lines, words)).isEqualTo(ExitStatus.DONE);
    return lines;
  }

  /** Runs {@code inspect}, which adds what it says to some lines. */
  ExitStatus inspect(List<String> lines, String... words) {
    EvaluateSettings settings =
        EvaluateSettings.forInspect(OptionValues.resolve(options(words), Map.of()));
    try (ExampleFiles files = ExampleFiles.of(settings)) {
      return new Inspect(session, files.settings(), TestConsole.keeping(lines)).run();
    }
  }

  private static Map<Option, String> options(String... words) {
    Map<Option, String> options = new EnumMap<>(Option.class);
    for (int i = 0; i < words.length; i++) {
      String flag = words[i];
      Option option =
          Stream.of(Option.values()).filter(o -> o.flag().equals(flag)).findFirst().orElseThrow();
      options.put(option, option.isSwitch() ? "true" : words[++i]);
    }
    return options;
  }

  /** The report in an output, or beside it where a run left none. */
  static JsonNode report(Path output) {
    Path inside = output.resolve("_deerpark/report.json");
    Path beside =
        output.resolveSibling("_deerpark").resolve(output.getFileName()).resolve("report.json");
    return parsed(Files.exists(inside) ? inside : beside);
  }

  /** The report in the folder of {@code --report}. */
  static JsonNode reportIn(Path folder) {
    return parsed(folder.resolve("report.json"));
  }

  private static JsonNode parsed(Path file) {
    try {
      return new ObjectMapper().readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Nothing stays persisted, and no hidden folder stays beside the outputs. */
  void assertNothingIsLeft() throws IOException {
    assertThat(session.sparkContext().getPersistentRDDs().size()).as("persisted").isZero();
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.startsWith("."));
    }
  }

  @Override
  public void close() {
    if (own) {
      session.stop();
    }
  }
}
