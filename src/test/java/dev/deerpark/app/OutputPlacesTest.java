// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.base.BadInputException;
import dev.deerpark.settings.EvaluateSettings;
import dev.deerpark.settings.Option;
import dev.deerpark.settings.OptionValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Places that cannot all be written to are refused before the work begins. */
class OutputPlacesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "OUTPUT, end.json/states",
    "REPORT, end.json",
    "REPORT, end.json/today",
    "WORK_DIR, end.json/work",
    "CHECKPOINT, end.json"
  })
  void noFolderIsWhereTheFileOfTheLastStateIs(Option option, String place) throws IOException {
    Map<Option, String> options = new EnumMap<>(Option.class);
    options.put(Option.FINAL_STATE, folder.resolve("end.json").toString());
    options.put(option, folder.resolve(place).toString());

    refused(options, "--final-state", "end.json", option.flag());
  }

  @ParameterizedTest
  @CsvSource({
    "OUTPUT, earlier/warm",
    "OUTPUT, earlier/warm/new",
    "OUTPUT, earlier",
    "REPORT, earlier/warm",
    "REPORT, earlier/warm/report",
    "WORK_DIR, earlier/warm/work",
    "CHECKPOINT, earlier/warm/state",
    "FINAL_STATE, earlier/warm/end.json"
  })
  void theResultThatARunStartsFromIsAnInput(Option option, String place) throws IOException {
    Path warm = Files.createDirectories(folder.resolve("earlier/warm"));
    Map<Option, String> options = new EnumMap<>(Option.class);
    options.put(Option.GUESS, "warm:" + warm);
    options.put(Option.OVERWRITE, "true");
    options.put(option, folder.resolve(place).toString());

    refused(options, "earlier/warm");
  }

  @ParameterizedTest
  @CsvSource({"REPORT, x.csv", "WORK_DIR, earlier/work", "CHECKPOINT, earlier/state"})
  void aRunThatWritesNoFolderWritesIntoNoInput(Option option, String place) throws IOException {
    Path warm = Files.createDirectory(folder.resolve("earlier"));
    Map<Option, String> options = new EnumMap<>(Option.class);
    options.put(Option.GUESS, "warm:" + warm);
    options.put(Option.REPORT, folder.resolve("report").toString());
    options.put(option, folder.resolve(place).toString());
    EvaluateSettings settings = settings(options);
    String report = settings.output().reportPath().orElseThrow();

    assertThatThrownBy(
            () -> new OutputPlaces(settings, new Configuration(false)).checkReport(report))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll(option.flag(), place);
  }

  private void refused(Map<Option, String> options, String... parts) throws IOException {
    EvaluateSettings settings = settings(options);

    assertThatThrownBy(() -> new OutputPlaces(settings, new Configuration(false)).check())
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll(parts);
  }

  private EvaluateSettings settings(Map<Option, String> some) throws IOException {
    Map<Option, String> options = new EnumMap<>(some);
    options.put(Option.MODEL, Files.createFile(folder.resolve("m.json")).toString());
    options.put(Option.INPUT, Files.createFile(folder.resolve("x.csv")).toString());
    options.putIfAbsent(Option.OUTPUT, folder.resolve("states").toString());
    return EvaluateSettings.forEvaluate(OptionValues.resolve(options, Map.of()));
  }
}
