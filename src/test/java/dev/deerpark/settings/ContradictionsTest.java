// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.base.BadInputException;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Options that contradict each other are refused before anything is read. */
class ContradictionsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "guess=burn-in:90 segment-length=50 | --guess is 'burn-in:90': segments are 50 steps long",
        "guess=burn-in:2 method=deer        | --guess is 'burn-in:2': segments are 1 step long",
        "block-steps=120 segment-length=50  | --block-steps is '120': that is not a multiple of",
        "block-steps=2147483647 segment-length=2147483646 | such as 2147483646,",
        "partitions=100001                  | --partitions is '100001': the names of at most 100,000",
        "method=elk elk-step=smooth jacobian-storage=recompute kernel=jvm | --elk-step smooth needs",
        "kernel=nd4j series-column=station  | --kernel is 'nd4j': it walks one series",
      })
  void whatTheOptionsAloneShowIsRefusedWithTheirNames(String words, String message) {
    assertRefused(words, message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "guess=burn-in:50 segment-length=50",
        "guess=burn-in:90",
        "guess=burn-in:90 segment-length=auto",
        "block-steps=150 segment-length=50",
        "block-steps=120",
        "block-steps=120 method=sequential",
        "partitions=100000",
        "method=elk elk-step=smooth jacobian-storage=recompute",
        "method=elk elk-step=smooth jacobian-storage=keep kernel=jvm",
        "method=deer jacobian-storage=recompute kernel=jvm",
        "kernel=jvm series-column=station",
        "kernel=nd4j",
      })
  void whatTheyDoNotShowIsNot(String words) {
    assertThatCode(() -> Given.evaluate(options(words))).doesNotThrowAnyException();
  }

  @Test
  void inAComparisonTheyAreNoMatterOfTheLoop() {
    Map<Option, String> loops = compared("sequential,auto");
    assertThat(Given.evaluate(loops).compared()).hasSize(2);
    assertThatThrownBy(() -> Given.evaluate(compared("sequential,deer")))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("segments are 1 step long");
  }

  private static Map<Option, String> compared(String methods) {
    Map<Option, String> options = options("guess=burn-in:90 report=report methods=" + methods);
    options.remove(Option.OUTPUT);
    return options;
  }

  private static void assertRefused(String words, String message) {
    Map<Option, String> options = options(words);
    assertThatThrownBy(() -> Given.evaluate(options))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(message);
  }

  private static Map<Option, String> options(String words) {
    Map<Option, String> options = new EnumMap<>(Given.LEAST);
    for (String word : words.strip().split(" +")) {
      String[] parts = word.split("=", 2);
      options.put(Option.valueOf(parts[0].replace('-', '_').toUpperCase(Locale.ROOT)), parts[1]);
    }
    return options;
  }
}
