// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.settings.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.base.BadInputException;
import dev.deerpark.settings.Option;
import dev.deerpark.settings.OptionValues;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StreamSettingsTest {
  /** Valid for no option that is not a text. */
  private static final String ODD = "-odd-";

  private static final Map<String, String> PLACES =
      Map.of(
          "spark.deerpark.model", "m.json",
          "spark.deerpark.input", "in",
          "spark.deerpark.output", "out",
          "spark.deerpark.checkpoint", "states");

  private static StreamCommandSettings command(Map<String, String> configuration) {
    return StreamCommandSettings.of(OptionValues.resolve(Map.of(), configuration));
  }

  private static StreamSettings program(Map<String, String> configuration) {
    return StreamSettings.of(Map.of("model", "m.json"), configuration);
  }

  private static Map<String, String> with(Map<String, String> some, Option option) {
    Map<String, String> more = new HashMap<>(some);
    more.put(option.key(), ODD);
    return more;
  }

  @Test
  void optionsOfOtherCommandsChangeNothingInTheCommand() {
    StreamCommandSettings alone = command(PLACES);
    for (Option option : EnumSet.complementOf(EnumSet.copyOf(StreamCommandSettings.OPTIONS))) {
      assertThat(command(with(PLACES, option)))
          .as("%s", option)
          .usingRecursiveComparison()
          .isEqualTo(alone);
    }
  }

  @Test
  void optionsOfCommandsChangeNothingInAProgram() {
    StreamSettings alone = program(Map.of());
    for (Option option : EnumSet.complementOf(EnumSet.copyOf(StreamSettings.OPTIONS))) {
      assertThat(program(with(Map.of(), option)))
          .as("%s", option)
          .usingRecursiveComparison()
          .isEqualTo(alone);
    }
  }

  @Test
  void ownOptionsInTheConfigurationCount() {
    Set<Option> typed = EnumSet.of(Option.PRECISION, Option.KERNEL, Option.GAPS, Option.LATE);
    for (Option option : typed) {
      assertThatThrownBy(() -> program(with(Map.of(), option)))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining(option.key());
    }
  }
}
