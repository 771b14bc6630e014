// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.base.BadInputException;
import dev.deerpark.settings.OptionValue.Source;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OptionValuesTest {

  @Test
  void theCommandLineWinsOverTheConfigurationAndThatOverTheDefault() {
    Map<String, String> configuration =
        Map.of("spark.deerpark.every", "5", "spark.deerpark.fan-in", "3");
    OptionValues values = OptionValues.resolve(Map.of(Option.EVERY, "7"), configuration);

    assertThat(values.get(Option.EVERY))
        .isEqualTo(
            new OptionValue(
                Option.EVERY, Optional.of("7"), Source.COMMAND_LINE, Redaction.DEFAULT));
    assertThat(values.get(Option.FAN_IN))
        .isEqualTo(
            new OptionValue(
                Option.FAN_IN, Optional.of("3"), Source.CONFIGURATION, Redaction.DEFAULT));
    assertThat(values.get(Option.SCAN))
        .isEqualTo(
            new OptionValue(Option.SCAN, Optional.of("auto"), Source.DEFAULT, Redaction.DEFAULT));
  }

  @Test
  void whatIsGivenTakesThePlaceOfWhatAnEarlierRunHadInItsStead() {
    OptionValues given = OptionValues.resolve(Map.of(Option.OUTPUT_TABLE, "a.b"), Map.of());
    OptionValues both =
        given.over(Map.of("output", "states", "input", "series", "output-table", "c.d"));

    assertThat(both.get(Option.OUTPUT).text()).isEmpty();
    assertThat(both.get(Option.OUTPUT_TABLE).text()).contains("a.b");
    assertThat(both.get(Option.INPUT))
        .isEqualTo(
            new OptionValue(
                Option.INPUT, Optional.of("series"), Source.CHECKPOINT, Redaction.DEFAULT));
  }

  @Test
  void onlyWhatIsNotTheDefaultDiffers() {
    OptionValues values =
        OptionValues.resolve(
            Map.of(Option.EVERY, "1", Option.PARTITIONS, "4"),
            Map.of("spark.deerpark.scan", "tree"));

    assertThat(values.differing())
        .extracting(OptionValue::toString)
        .containsExactly("partitions = 4 (command line)", "scan = tree (configuration)");
    assertThat(values.all()).hasSize(Option.values().length);
  }

  @Test
  void anUnknownKeyIsRefusedByNameAndKeysOfOthersAreNot() {
    Map<String, String> configuration =
        Map.of("spark.deerpark.evry", "5", "spark.executor.memory", "1g");

    assertThatThrownBy(() -> OptionValues.resolve(Map.of(), configuration))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("1 unknown key: spark.deerpark.evry.");
    assertThat(OptionValues.resolve(Map.of(), Map.of("spark.executor.memory", "1g")).differing())
        .isEmpty();
  }

  @Test
  void anEmptyValueIsRefusedByTheNameThatTheUserGave() {
    assertThatThrownBy(() -> OptionValues.resolve(Map.of(), Map.of("spark.deerpark.input", " ")))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith("spark.deerpark.input is empty");
    assertThatThrownBy(() -> OptionValues.resolve(Map.of(Option.INPUT, ""), Map.of()))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith("--input is empty");
  }
}
