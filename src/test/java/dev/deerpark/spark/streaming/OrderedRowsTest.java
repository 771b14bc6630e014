// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.base.BadInputException;
import dev.deerpark.sequence.time.Duplicates;
import dev.deerpark.sequence.time.Gaps;
import dev.deerpark.sequence.time.TimeType;
import dev.deerpark.settings.streaming.OrderRules;
import dev.deerpark.settings.streaming.OrderRules.Late;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderedRowsTest {
  private static final OrderRules LENIENT =
      new OrderRules(Gaps.FILL_PREVIOUS, Duplicates.KEEP_FIRST, Late.DROP, 9);

  private static InputRow row(long time, double value) {
    return new InputRow(time, new double[] {value});
  }

  private static List<InputRow> walked(OrderRules rules, InputRow last, InputRow... arrived) {
    List<InputRow> walked = new ArrayList<>();
    List<InputRow> sorted = Arrays.stream(arrived).sorted().toList();
    new OrderedRows(sorted, last, StreamTimes.INDEXES, rules, " a").forEachRemaining(walked::add);
    return walked;
  }

  private static String shown(List<InputRow> rows) {
    return String.join(
        " ", rows.stream().map(row -> row.time() + ":" + (int) row.values()[0]).toList());
  }

  private static OrderRules rules(Gaps gaps, Duplicates duplicates, Late late) {
    return new OrderRules(gaps, duplicates, late, 9);
  }

  @Test
  void rowsThatFollowTheStateAreWalkedInTheOrderOfTime() {
    assertThat(shown(walked(OrderRules.STRICT, row(4, 9), row(6, 2), row(7, 3), row(5, 1))))
        .isEqualTo("5:1 6:2 7:3");
  }

  @Test
  void theFirstRowOfASeriesMayHaveAnyTime() {
    assertThat(shown(walked(OrderRules.STRICT, null, row(-7, 1), row(-6, 2))))
        .isEqualTo("-7:1 -6:2");
  }

  @Test
  void nothingArrivesNothingIsWalked() {
    assertThat(walked(OrderRules.STRICT, row(4, 9))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "FILL_PREVIOUS, 5:9 6:9 7:1 8:2 9:2 10:3",
    "HOLD_STATE, 7:1 8:2 10:3",
  })
  void aGapIsFilledOrSkippedAsTheRuleSays(Gaps gaps, String expected) {
    OrderRules rules = rules(gaps, Duplicates.FAIL, Late.FAIL);
    assertThat(shown(walked(rules, row(4, 9), row(7, 1), row(8, 2), row(10, 3))))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "14, 10",
    "1000000004, '999,999,999'",
    "9223372036854775807, '9,223,372,036,854,775,802'"
  })
  void aGapIsFilledUpToTheLongestFillAndNoFurther(long time, String missing) {
    assertThat(walked(LENIENT, row(4, 9), row(14, 1))).hasSize(10);
    assertThatThrownBy(() -> walked(LENIENT, row(4, 9), row(time == 14 ? 15 : time, 1)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll(
            "series a", "before which " + missing + " steps from 4 on", "--longest-fill");
    assertThat(walked(rules(Gaps.HOLD_STATE, Duplicates.FAIL, Late.FAIL), row(4, 9), row(time, 1)))
        .hasSize(1);
  }

  @Test
  void aGapLongerThanAnyNumberIsNotFilled() {
    assertThatThrownBy(() -> walked(LENIENT, row(-9, 9), row(Long.MAX_VALUE, 1)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("--longest-fill");
  }

  @Test
  void aGapAfterAStateWithoutValuesCannotBeFilled() {
    InputRow unknown = new InputRow(4, null);
    assertThatThrownBy(() -> walked(LENIENT, unknown, row(7, 1)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("series a", "between the time 4", "and 7", "--gaps hold-state");
    assertThat(shown(walked(LENIENT, unknown, row(5, 1)))).isEqualTo("5:1");
  }

  @Test
  void aGapEndsAStreamThatHasNoRuleForIt() {
    assertThatThrownBy(() -> walked(OrderRules.STRICT, row(4, 9), row(5, 1), row(8, 2)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("series a", "times 5 and 8", "--gaps fill-previous or hold-state");
  }

  @ParameterizedTest
  @CsvSource({"DROP_IDENTICAL", "KEEP_FIRST"})
  void aSecondRowOfATimeWithTheSameValuesIsDropped(Duplicates duplicates) {
    OrderRules rules = rules(Gaps.FAIL, duplicates, Late.FAIL);
    assertThat(shown(walked(rules, row(4, 9), row(5, 1), row(5, 1), row(4, 9), row(6, 2))))
        .isEqualTo("5:1 6:2");
  }

  @Test
  void ofDifferentRowsOfOneTimeTheOneThatArrivedFirstIsKept() {
    OrderRules rules = rules(Gaps.FAIL, Duplicates.KEEP_FIRST, Late.FAIL);
    assertThat(shown(walked(rules, row(4, 9), row(4, 1), row(5, 3)))).isEqualTo("5:3");
    assertThat(shown(walked(rules, row(4, 9), row(5, 8), row(5, 3)))).isEqualTo("5:3");
  }

  @Test
  void differentRowsOfOneTimeAreNotIdentical() {
    OrderRules rules = rules(Gaps.FAIL, Duplicates.DROP_IDENTICAL, Late.DROP);
    assertThatThrownBy(() -> walked(rules, row(4, 9), row(5, 1), row(5, 2)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("two rows of the time 5, with different values", "keep-first");
    assertThatThrownBy(() -> walked(OrderRules.STRICT, row(4, 9), row(4, 9)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("two rows of the time 4. ", "--duplicates drop-identical");
  }

  @Test
  void aRowThatTheStateHasGonePastIsLate() {
    assertThat(shown(walked(LENIENT, row(4, 9), row(2, 1), row(5, 1)))).isEqualTo("5:1");
    assertThatThrownBy(() -> walked(OrderRules.STRICT, row(4, 9), row(2, 1)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("a row of the time 2", "already that of 4", "--late drop");
  }

  @Test
  void aRowOfTheTimeOfAStateWithoutValuesIsLate() {
    assertThatThrownBy(
            () ->
                walked(
                    rules(Gaps.FAIL, Duplicates.KEEP_FIRST, Late.FAIL),
                    new InputRow(4, null),
                    row(4, 1)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("--late drop");
  }

  @Test
  void timesThatAreAStepApartFollowEachOther() {
    StreamTimes hours =
        new StreamTimes(TimeType.of(TimeType.Kind.TIMESTAMP, "UTC"), 3_600_000_000L);
    InputRow last = row(0, 9);
    InputRow two = row(2 * hours.step(), 1);
    List<InputRow> filled = new ArrayList<>();
    new OrderedRows(List.of(two), last, hours, LENIENT, "").forEachRemaining(filled::add);
    assertThat(filled.stream().map(InputRow::time)).containsExactly(hours.step(), two.time());
    assertThatThrownBy(
            () -> new OrderedRows(List.of(row(1_500_000, 1)), last, hours, LENIENT, " a"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll(
            "series a", "1970-01-01T00:00:01.500Z", "steps of 1h", "--time-step");
  }

  @Test
  void messagesStayShort() {
    String name = " " + "x".repeat(163);
    assertThatThrownBy(
            () ->
                new OrderedRows(
                    List.of(row(Long.MAX_VALUE, 1)),
                    new InputRow(Long.MIN_VALUE, null),
                    StreamTimes.INDEXES,
                    LENIENT,
                    name))
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(500));
  }
}
