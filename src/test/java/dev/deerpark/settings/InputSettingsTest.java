// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.settings;

import static dev.deerpark.settings.Given.LEAST;
import static dev.deerpark.settings.Given.evaluate;
import static dev.deerpark.settings.Given.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.base.BadInputException;
import dev.deerpark.sequence.time.Duplicates;
import dev.deerpark.sequence.time.Gaps;
import dev.deerpark.sequence.time.TimeRules;
import dev.deerpark.sequence.time.TimeWindow;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The settings of what is read. */
class InputSettingsTest {
  @ParameterizedTest
  @ValueSource(strings = {"1", "-", "+", ".", "t", "N", "\"", ",", ";", "tab", "space"})
  void aCommentCannotBeginAsRowsOfDataDo(String character) {
    Map<Option, String> options = new EnumMap<>(LEAST);
    options.put(Option.CSV_COMMENT, character);
    if (character.equals(";")) {
      assertThat(evaluate(options).input().csv().comment()).contains(';');
      options.put(Option.CSV_SEPARATOR, ";");
    }
    assertThatThrownBy(() -> evaluate(options))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("--csv-comment is '" + character + "'", "rows of data");
  }

  @Test
  void columnsInBackquotesAreNamesAsTheyStand() {
    assertThat(with(Option.VALUE_COLUMNS, "`a,b`,f0..f1").input().valueColumns())
        .containsExactly("a,b", "f0", "f1");
    assertThat(with(Option.TIME_COLUMN, "`a``b`").input().timeColumn()).isEqualTo("a`b");
    assertThat(with(Option.SERIES_COLUMN, "`a`").input().series()).hasValue("a");
  }

  @Test
  void aRangeOfColumnsStandsForAllOfThem() {
    assertThat(with(Option.VALUE_COLUMNS, "a,f8..f11,b").input().valueColumns())
        .containsExactly("a", "f8", "f9", "f10", "f11", "b");
    assertThat(with(Option.VALUE_COLUMNS, "f0..f0").input().valueColumns()).containsExactly("f0");
    assertThat(with(Option.VALUE_COLUMNS, "f0..g2,x01..x03,..,v1...2").input().valueColumns())
        .as("names that are no ranges")
        .containsExactly("f0..g2", "x01..x03", "..", "v1...2");
    assertThatThrownBy(() -> with(Option.VALUE_COLUMNS, "f3..f1"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("--value-columns", "f3..f1", "backwards");
  }

  @Test
  void aRangeIsOfWholeNumbersOrOfTimes() {
    assertThat(with(Option.RANGE, "10:20").input().range()).hasValue(TimeWindow.of(10, 20));
    assertThat(with(Option.RANGE, "-20:-10").input().range()).hasValue(TimeWindow.of(-20, -10));
    assertThat(with(Option.RANGE, "2018-01-01/2018-02-01 12:00").input().range())
        .hasValue(new TimeWindow("2018-01-01", "2018-02-01 12:00"));
    assertThat(with(Option.RANGE, "2018-01-01:2018-02-01").input().range())
        .hasValue(new TimeWindow("2018-01-01", "2018-02-01"));
    for (String text : List.of("5", "a:b", "2018-01-01", "2018-01-01/", "12:00/13:00", "5:-1")) {
      assertThatThrownBy(() -> with(Option.RANGE, text))
          .isInstanceOf(BadInputException.class)
          .hasMessageContainingAll("--range", "FROM:TO", "FROM/TO");
    }
  }

  @Test
  void theRulesForTimesAreThoseOfTheOptions() {
    TimeRules rules = with(Option.GAPS, "fill-previous").input().times();
    assertThat(rules.gaps()).isEqualTo(Gaps.FILL_PREVIOUS);
    assertThat(rules.duplicates()).isEqualTo(Duplicates.FAIL);
    assertThat(with(Option.TIME_STEP, "4ms").input().times().step()).hasToString("Optional[4ms]");
    assertThat(with(Option.TIME_ZONE, "Europe/Berlin").input().times().zone())
        .hasValue(ZoneId.of("Europe/Berlin"));
    for (Option option :
        List.of(Option.GAPS, Option.TIME_STEP, Option.TIME_ZONE, Option.TIME_FORMAT)) {
      assertThatThrownBy(() -> with(option, "bogus"))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining(option.flag());
    }
  }
}
