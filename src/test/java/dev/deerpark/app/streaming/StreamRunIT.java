// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.app.console.Console;
import dev.deerpark.app.console.ExitStatus;
import dev.deerpark.app.console.TestConsole;
import dev.deerpark.base.BadInputException;
import dev.deerpark.settings.Option;
import dev.deerpark.settings.OptionValues;
import dev.deerpark.settings.streaming.StreamCommandSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code stream}, between folders. */
class StreamRunIT {
  private static SparkSession session;

  @TempDir Path folder;
  private StreamFixture stream;

  @BeforeAll
  static void start() {
    session = StreamFixture.start();
  }

  @AfterAll
  static void stop() {
    session.stop();
  }

  @BeforeEach
  void begin() {
    stream = new StreamFixture(session.newSession(), folder);
  }

  @Test
  void theCommandGoesOnFromABatchAndFromItsOwnCheckpoint() {
    String gru = StreamFixture.gru();
    String handed = stream.file("handed.json").toString();
    stream.loop("", 0, 100, Map.of(Option.MODEL, gru, Option.FINAL_STATE, handed));
    stream.send("", 100, 120);
    List<String> first = command("initial-state", handed);
    stream.send("", 120, 150);
    List<String> second = command();

    assertThat(first).anyMatch(line -> line.startsWith("Streaming, with states in"));
    assertThat(second).anyMatch(line -> line.startsWith("Going on from"));
    StreamFixture.assertSameBits(
        stream.results().get(""),
        stream.loop("", 0, 150, Map.of(Option.MODEL, gru)).tailMap(100L),
        "state",
        "output");

    assertCommandRefused("--schema is missing", "schema", "");
    assertCommandRefused("--schema cannot be streamed", "schema", "t LONG, a NUMBERS");
    assertCommandRefused("is empty", "output", stream.file("elsewhere").toString());
    assertCommandRefused("holds something already", "checkpoint", stream.file("new").toString());
    assertCommandRefused(
        "same folder", "output", stream.file("source").resolve("results").toString());
    assertCommandRefused("not a folder", "input", stream.file("handed.json").toString());
  }

  private void assertCommandRefused(String sentence, String... options) {
    assertThatThrownBy(() -> command(options))
        .as(Arrays.toString(options))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(sentence);
  }

  /** Runs the command over all that was sent, with some options other than usual. */
  private List<String> command(String... more) {
    Map<String, String> options = new HashMap<>();
    options.put("model", StreamFixture.gru());
    options.put("value-columns", "a");
    options.put("input", stream.file("source").toString());
    options.put("input-format", "csv");
    options.put("source-option", "header=false");
    options.put("schema", StreamFixture.SCHEMA);
    options.put("output", stream.file("results").toString());
    options.put("checkpoint", stream.checkpoint());
    options.put("trigger", "available-now");
    for (int i = 0; i < more.length; i += 2) {
      options.put(more[i], more[i + 1]);
    }
    Map<String, String> configuration = new HashMap<>();
    options.forEach(
        (name, value) -> {
          if (!value.isEmpty()) {
            configuration.put("spark.deerpark." + name, value);
          }
        });
    // micro-batches are told of on a thread of Spark's
    List<String> lines = Collections.synchronizedList(new ArrayList<>());
    Console console = TestConsole.keeping(lines);
    StreamCommandSettings settings =
        StreamCommandSettings.of(OptionValues.resolve(Map.of(), configuration));
    assertThat(new StreamRun(stream.session(), settings, console).run()).isEqualTo(ExitStatus.DONE);
    return lines;
  }
}
