// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.base;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"0", "-1", "+2", "1.", ".5", "-0.0401", "1e3", "1E-3", "2.5e+10", "007", "-0"})
  void decimalDigitsAreWhatJavaReadsThemAs(String text) {
    assertThat(NumberText.parse(text, '.')).isEqualTo(Double.valueOf(text));
    assertThat(NumberText.parse(" \t" + text + " \r", '.')).isEqualTo(Double.valueOf(text));
    assertThat(NumberText.parse(text.replace('.', ','), ',')).isEqualTo(Double.valueOf(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", " ", "-", ".", "+.", "e3", "1e", "1e+", "3D", "2f", "1.0d", "0x1p3", "0x10", "1_000",
        "1 000", "1,5", "1.2.3", "--1", "+-1", "1-", "\u0661", "\uff11", "1\u00a0", "NA", "null",
        "nan(1)", "infinit", "true", "1e3.5", "\u22121"
      })
  void everythingElseIsText(String text) {
    assertThat(NumberText.parse(text, '.')).isNull();
  }

  @Test
  void withADecimalCommaAPointIsText() {
    assertThat(NumberText.parse("1.5", ',')).isNull();
    assertThat(NumberText.parse("1.000,5", ',')).isNull();
    assertThat(NumberText.parse("-0,0401", ',')).isEqualTo(-0.0401);
  }

  @Test
  void whatIsNotFiniteSaysSo() {
    for (String text : new String[] {"inf", "+Inf", "Infinity", "INFINITY"}) {
      assertThat(NumberText.parse(text, '.')).isEqualTo(Double.POSITIVE_INFINITY);
    }
    assertThat(NumberText.parse("-inf", '.')).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(NumberText.parse("NaN", '.')).isNaN();
    assertThat(NumberText.parse("1e999", '.')).isEqualTo(Double.POSITIVE_INFINITY);
  }
}
