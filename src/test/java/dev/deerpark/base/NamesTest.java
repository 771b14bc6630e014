// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {
  private static final List<String> KNOWN = List.of("normalisation", "hidden_size", "dt", "name");

  @ParameterizedTest
  @CsvSource({
    "normalization, normalisation",
    "Normalisation, normalisation",
    "hiddenSize, hidden_size",
    "hidden-size, hidden_size",
    "nam, name",
    "dT, dt",
  })
  void aMisspeltNameHasANearestOne(String misspelt, String meant) {
    assertThat(Names.nearest(misspelt, KNOWN)).contains(meant);
  }

  @Test
  void aNameThatResemblesNoneHasNoNearestOne() {
    assertThat(Names.nearest("residual", KNOWN)).isEmpty();
    assertThat(Names.nearest("x".repeat(1_000_000), KNOWN)).isEmpty();
  }

  @Test
  void aShortListIsWhole() {
    assertThat(Names.list(List.of("a", "b", "c"))).isEqualTo("a, b, c");
    assertThat(Names.list(List.of())).isEmpty();
  }

  @Test
  void aLongListIsCutWithACountOfTheRest() {
    List<String> names = IntStream.range(0, 100_000).mapToObj(i -> "column" + i).toList();
    String list = Names.list(names);
    assertThat(list).startsWith("column0, column1, ").hasSizeLessThan(200);
    long shown = list.chars().filter(letter -> letter == ',').count() + 1;
    assertThat(list).endsWith(" and " + (100_000 - shown) + " more");
    assertThat(Names.list(List.of("x".repeat(10_000)))).hasSizeLessThan(200);
  }
}
