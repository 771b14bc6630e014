// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordWrapTest {

  private static final String TEXT =
      "Give --segment-length, a class such as dev.deerpark.recurrence.Recurrence, or burn-in:STEPS.";

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 36, 50, 92, 200})
  void linesTogetherAreTheTextAndNoWordIsCut(int width) {
    String[] lines = WordWrap.lines(TEXT, width);
    assertThat(String.join(" ", lines)).isEqualTo(TEXT);
    assertThat(Arrays.stream(lines).filter(line -> line.contains(" ")))
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(width));
  }
}
