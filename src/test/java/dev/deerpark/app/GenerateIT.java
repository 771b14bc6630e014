// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.app.console.ExitStatus;
import dev.deerpark.app.console.TestConsole;
import dev.deerpark.base.BadInputException;
import dev.deerpark.settings.GenerateSettings;
import dev.deerpark.settings.Option;
import dev.deerpark.settings.OptionValues;
import dev.deerpark.spark.SharedSession;
import dev.deerpark.spark.TestSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SharedSession.class)
class GenerateIT {
  private static final int STEPS = 300_000;

  @TempDir Path folder;
  private static SparkSession session;
  private final List<String> lines = new ArrayList<>();

  @BeforeAll
  static void start() {
    session = TestSession.local();
  }

  @Test
  void theFilesComeInTheOrderOfTimeWhateverTheirNumber() throws IOException {
    List<Row> one = generate("one", Map.of(Option.PARTITIONS, "1"));
    List<Row> four = generate("four", Map.of(Option.PARTITIONS, "4"));
    assertThat(four).isEqualTo(one);
    assertThat(one)
        .extracting(row -> row.getLong(0))
        .containsExactlyElementsOf(LongStream.range(0, STEPS).boxed().toList());
    assertThat(parts("four")).hasSize(4);
    assertThat(lines).anyMatch(line -> line.startsWith("Wrote 300,000 steps in 4 files"));
  }

  @Test
  void aSeriesThatExistsIsReplacedOnlyWhenAllowed() throws IOException {
    List<Row> before = generate("out", Map.of());
    assertThatThrownBy(() -> generate("out", Map.of(Option.SEED, "2")))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("exists", "--overwrite");
    assertThat(read("out")).isEqualTo(before);
    assertThat(generate("out", Map.of(Option.SEED, "2", Option.OVERWRITE, "true")))
        .isNotEqualTo(before);
  }

  private List<Row> generate(String name, Map<Option, String> more) throws IOException {
    Map<Option, String> options = new EnumMap<>(Option.class);
    options.put(Option.OUTPUT, folder.resolve(name).toString());
    options.put(Option.STEPS, String.valueOf(STEPS));
    options.put(Option.COLUMNS, "a");
    options.putAll(more);
    GenerateSettings settings = GenerateSettings.of(OptionValues.resolve(options, Map.of()));
    assertThat(new Generate(session, settings, TestConsole.withoutWarnings(lines)).run())
        .isEqualTo(ExitStatus.DONE);
    return read(name);
  }

  /** The rows of one file after the other, in the order of their names. */
  private List<Row> read(String name) throws IOException {
    List<Row> rows = new ArrayList<>();
    for (Path part : parts(name)) {
      rows.addAll(session.read().parquet(part.toString()).collectAsList());
    }
    return rows;
  }

  private List<Path> parts(String name) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(name))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("part-"))
          .sorted()
          .toList();
    }
  }
}
