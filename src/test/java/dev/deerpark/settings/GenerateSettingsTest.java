// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.base.BadInputException;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GenerateSettingsTest {
  private static final Map<Option, String> LEAST = Map.of(Option.OUTPUT, "out", Option.STEPS, "10");

  private static GenerateSettings generate(Map<Option, String> options) {
    return GenerateSettings.of(OptionValues.resolve(options, Map.of()));
  }

  @Test
  void whatIsNotGivenHasItsDocumentedDefault() {
    GenerateSettings settings = generate(LEAST);
    assertThat(settings.steps()).isEqualTo(10);
    assertThat(settings.timeColumn()).isEqualTo("t");
    assertThat(settings.columns()).isEmpty();
    assertThat(settings.fill()).isEqualTo(GenerateSettings.Fill.NORMAL);
    assertThat(settings.seed()).isEqualTo(1);
    assertThat(settings.overwrite()).isFalse();
    assertThat(settings.partitions()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "STEPS | 1 | --steps is '1'",
        "STEPS | 1e8 | --steps is '1e8'",
        "COLUMNS | a,a | --columns is 'a,a'",
        "COLUMNS | a,t | --columns is 'a,t'",
        "COLUMNS | a,A | --columns is 'a,A'",
        "COLUMNS | T | --columns is 'T'",
        "COLUMNS | a,,b | --columns is 'a,,b'",
        "KIND | uniform | the known values are normal, sine",
        "SEED | x | --seed is 'x'",
        "PARTITIONS | 0 | --partitions is '0'",
      })
  void aValueThatIsNoneIsRefusedByOption(Option option, String text, String sentence) {
    Map<Option, String> options = new EnumMap<>(LEAST);
    options.put(option, text);
    assertThatThrownBy(() -> generate(options))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(sentence);
  }

  @ParameterizedTest
  @CsvSource({"OUTPUT, --output is missing", "STEPS, --steps is missing"})
  void whatMustBeGivenIsAskedFor(Option option, String sentence) {
    Map<Option, String> options = new EnumMap<>(LEAST);
    options.remove(option);
    assertThatThrownBy(() -> generate(options))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(sentence);
  }
}
