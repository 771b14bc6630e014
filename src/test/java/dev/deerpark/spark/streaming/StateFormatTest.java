// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.base.BadInputException;
import dev.deerpark.base.Precision;
import dev.deerpark.sequence.time.TimeType;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import scala.jdk.javaapi.CollectionConverters;

class StateFormatTest {
  private static final StateFormat FORMAT =
      new StateFormat(
          "abcdef0123",
          "jvm kernel in float",
          Precision.FLOAT,
          TimeType.Kind.INDEX,
          List.of("state"),
          List.of(2));

  /** A row as Spark gives it back: its arrays are sequences. */
  private static Row row(Object time, String model, String arithmetic, Double... state) {
    return RowFactory.create(
        time,
        model,
        arithmetic,
        null,
        "INDEX",
        CollectionConverters.asScala(Arrays.asList(state)).toSeq());
  }

  @Test
  void itsRowsHaveItsColumns() {
    SeriesState state =
        new SeriesState(new InputRow(7, new double[] {0.5}), List.of(new double[] {0.25, -1}));
    Row row = FORMAT.stored(state);
    assertThat(row.size()).isEqualTo(FORMAT.type().size());
    assertThat(FORMAT.type().fieldNames())
        .containsExactly("time", "model", "arithmetic", "values", "times", "state");
    assertThat(row.getLong(0)).isEqualTo(7);
    assertThat((double[]) row.get(3)).containsExactly(0.5);
    assertThat((double[]) row.get(5)).containsExactly(0.25, -1);
  }

  @Test
  void aStoredStateIsReadBack() {
    SeriesState read = FORMAT.read(row(7L, "abcdef0123", "jvm kernel in float", 0.25, -1.0), "");
    assertThat(read.last().time()).isEqualTo(7);
    assertThat(read.last().values()).isNull();
    assertThat(read.states().get(0)).containsExactly(0.25, -1);
  }

  @Test
  void aStateToBeginWithMayBeOfAnotherArithmeticAndIsRounded() {
    SeriesState begun = FORMAT.initial(row(7L, "abcdef0123", "reference", 0.1, -1.0), "");
    assertThat(begun.states().get(0)).containsExactly((float) 0.1, -1);
  }

  @Test
  void statesThatDoNotFitAreRefused() {
    assertRefused("another model", row(7L, "1234567890", "jvm kernel in float", 0.25, -1.0));
    assertRefused("has 1 numbers", row(7L, "abcdef0123", "jvm kernel in float", 0.25));
    assertRefused("not finite", row(7L, "abcdef0123", "x", 0.25, Double.NaN));
    assertRefused("not finite", row(7L, "abcdef0123", "x", 0.25, 1e300));
    assertRefused("not finite", row(7L, "abcdef0123", "x", 0.25, null));
    assertRefused("has no time", row(null, "abcdef0123", "x", 0.25, -1.0));
    assertThatThrownBy(() -> FORMAT.read(row(7L, "abcdef0123", "x", 0.25, -1.0), " s"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("series s", "--kernel and --precision");
  }

  private static void assertRefused(String sentence, Row row) {
    assertThatThrownBy(() -> FORMAT.initial(row, " s"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("series s", sentence);
  }
}
