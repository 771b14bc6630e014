// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BenchSettingsTest {

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
