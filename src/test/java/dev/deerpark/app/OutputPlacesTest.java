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
    options.put(Option.MODEL, Files.createFile(folder.resolve("m.json")).toString());
    options.put(Option.INPUT, Files.createFile(folder.resolve("x.csv")).toString());
    options.put(Option.OUTPUT, folder.resolve("states").toString());
    options.put(Option.FINAL_STATE, folder.resolve("end.json").toString());
    options.put(option, folder.resolve(place).toString());
    EvaluateSettings settings =
        EvaluateSettings.forEvaluate(OptionValues.resolve(options, Map.of()));

    assertThatThrownBy(() -> new OutputPlaces(settings, new Configuration(false)).check())
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("--final-state", "end.json", option.flag());
  }
}
