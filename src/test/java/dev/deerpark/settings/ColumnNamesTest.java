// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.base.BadInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnNamesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "a,b              | a;b",
        "\" a , b \"      | a;b",
        "`a,b`,c          | a,b;c",
        "c, `a``b` ,d     | c;a`b;d",
        "f0..f2,`f0..f2`  | f0;f1;f2;f0..f2",
        "\"` a `\"        | \" a \"",
        "a`b,c            | a`b;c",
        "`a               | `a",
        "a b.c            | a b.c"
      })
  void whatIsQuotedIsANameAsItStands(String text, String names) {
    assertThat(ColumnNames.all(text)).containsExactly(names.split(";"));
  }

  @Test
  void anyNamesCanBeWritten() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int trial = 0; trial < 2000; trial++) {
      List<String> names = new ArrayList<>();
      for (int i = 1 + random.nextInt(4); i > 0; i--) {
        names.add(name(random));
      }
      assertThat(ColumnNames.all(ColumnNames.text(names))).as("seed %d", seed).isEqualTo(names);
      String one = name(random);
      assertThat(ColumnNames.one(ColumnNames.text(List.of(one))))
          .as("seed %d", seed)
          .isEqualTo(one);
    }
  }

  private static String name(Random random) {
    StringBuilder name = new StringBuilder();
    for (int i = 1 + random.nextInt(6); i > 0; i--) {
      name.append("`, .a0\u00e4\n".charAt(random.nextInt(8)));
    }
    return name.toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a,,b", ",a", "a,", "`a`,", ""})
  void noNameIsEmpty(String text) {
    assertThatThrownBy(() -> ColumnNames.all(text))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("empty name");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"t|t", "`t`|t", "a,b|a,b", "`a`,`b`|`a`,`b`", "`a|`a"})
  void aSingleNameNeedsNoQuotes(String text, String name) {
    assertThat(ColumnNames.one(text)).isEqualTo(name);
  }
}
