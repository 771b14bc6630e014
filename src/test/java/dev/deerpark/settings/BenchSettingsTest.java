// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.base.BadInputException;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BenchSettingsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "STATE_SIZES | 3,8,3 | --state-sizes is '3,8,3': name each once",
        "METHODS | deer,deer | --methods is 'deer,deer': name each once",
        "TOLERANCE | 1e-12 | --tolerance is '1e-12': the chosen precision reaches 4.77e-07 at best",
      })
  void whatCannotBeMeasuredIsRefused(Option option, String text, String sentence) {
    assertThatThrownBy(() -> BenchSettings.of(OptionValues.resolve(Map.of(option, text), Map.of())))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(sentence);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1024, 4096})
  void aGridMeasuresEveryStateSizeThatIsAccepted(int stateSize) {
    BenchSettings settings =
        BenchSettings.of(
            OptionValues.resolve(
                Map.of(Option.GRID, "true", Option.STATE_SIZES, "" + stateSize), Map.of()));

    assertThat(settings.stateSizes()).containsExactly(stateSize);
    assertThat(settings.lengths(stateSize)).isNotEmpty();
  }
}
