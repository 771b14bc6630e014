// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.study.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A table that was written is read as it was. */
class RecordTableTest {
  /** A part of a row. */
  public record Part(long lengthSteps, double solveSeconds) {}

  /** A row. */
  public record Row(String name, Part part, Integer iteration, boolean separate, int run) {}

  private static final RecordTable<Row> TABLE = new RecordTable<>(Row.class);

  @Test
  void rowsComeBack() {
    List<Row> rows =
        List.of(
            new Row("gru:D=8", new Part(1_000_000_000_000L, 0.1 + 0.2), null, true, 1),
            new Row("b", new Part(2, 1e-300), 3, false, 2));
    assertThat(TABLE.parse(TABLE.csv(rows))).isEqualTo(rows);
    assertThat(TABLE.parse(TABLE.csv(List.of()))).isEmpty();
  }

  @Test
  void theColumnsAreTheComponentsWithTheirUnits() {
    assertThat(TABLE.csv(List.of()))
        .isEqualTo("name,length_steps,solve_seconds,iteration,separate,run\n");
  }

  @Test
  void whatIsNotFiniteIsEmpty() {
    Row row = new Row("a", new Part(1, Double.POSITIVE_INFINITY), null, false, 1);
    assertThat(TABLE.csv(List.of(row))).endsWith("\na,1,,,false,1\n");
    assertThat(TABLE.parse(TABLE.csv(List.of(row))).get(0).part().solveSeconds()).isNaN();
  }

  @Test
  void aTextCannotEndItsValue() {
    Row row = new Row("a,b\nc", new Part(1, 1), null, false, 1);
    assertThat(TABLE.parse(TABLE.csv(List.of(row))).get(0).name()).isEqualTo("a b c");
  }

  @Test
  void anotherTableIsRefusedWithItsLine() {
    assertThatThrownBy(() -> TABLE.parse("name,other\n")).hasMessageContaining("columns");
    String csv = TABLE.csv(List.of());
    assertThatThrownBy(() -> TABLE.parse(csv + "a,1\n"))
        .hasMessageContaining("line 2 has 2 values");
    assertThatThrownBy(() -> TABLE.parse(csv + "a,x,1,,true,1\n")).hasMessageContaining("line 2");
  }
}
