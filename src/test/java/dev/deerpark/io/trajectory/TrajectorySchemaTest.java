// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.trajectory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.base.BadInputException;
import dev.deerpark.base.Numbers;
import dev.deerpark.base.Precision;
import dev.deerpark.sequence.time.SeriesKeys;
import dev.deerpark.sequence.time.TimeType;
import dev.deerpark.settings.OutputSettings.StatesAs;
import java.util.List;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrajectorySchemaTest {

  @Test
  void columnsThatAreNotAskedForAreNotThere() {
    assertThat(columns(true, true)).containsExactly("t", "state", "output");
    assertThat(columns(true, false)).containsExactly("t", "state");
    assertThat(columns(false, true)).containsExactly("t", "output");
  }

  @Test
  void aRowHasTheTypesOfTheSchema() {
    Numbers state = new Numbers.Floats(new float[] {9, 9, 0.1f, 2, 9});
    Numbers output = new Numbers.Floats(new float[] {3});
    var floats =
        new TrajectorySchema(Precision.FLOAT, StateColumns.array("state"), true, "t")
            .row(new Object[] {5L}, state, 2, 2, output);
    assertThat(floats.numFields()).isEqualTo(3);
    assertThat(floats.getLong(0)).isEqualTo(5L);
    assertThat(floats.getArray(1).toFloatArray()).containsExactly(0.1f, 2f);
    assertThat(floats.getArray(2).toFloatArray()).containsExactly(3f);
    state = new Numbers.Doubles(new double[] {9, 0.1, 2, 9});
    var doubles =
        new TrajectorySchema(Precision.DOUBLE, StateColumns.array("state"), false, "t")
            .row(new Object[] {5L}, state, 1, 2, output);
    assertThat(doubles.numFields()).isEqualTo(2);
    assertThat(doubles.getArray(1).toDoubleArray()).containsExactly(0.1, 2.0);
  }

  @Test
  void aRowOfOutputsHasNoStateAndKeepsItsNumbers() {
    Numbers output = new Numbers.Doubles(new double[] {3, 4});
    var row =
        new TrajectorySchema(Precision.DOUBLE, StateColumns.NONE, true, "t")
            .row(new Object[] {5L}, output, 0, 2, output);
    output.set(0, 7);
    assertThat(row.numFields()).isEqualTo(2);
    assertThat(row.getArray(1).toDoubleArray()).containsExactly(3, 4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"state", "State", "OUTPUT"})
  void aTimeColumnThatHidesAnotherIsRefusedInAnyCase(String name) {
    assertThatThrownBy(
            () -> new TrajectorySchema(Precision.FLOAT, StateColumns.array("state"), true, name))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("\"" + name + "\"");
    assertThatThrownBy(
            () ->
                new NetworkSchema(
                    Precision.FLOAT,
                    name,
                    TimeType.INDEX,
                    List.of(StateColumns.array("state")),
                    true))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("\"" + name + "\"");
  }

  @ParameterizedTest
  @EnumSource
  void statesOfNodesWhoseNamesDifferOnlyInCaseAreRefused(StatesAs form) {
    List<StateColumns> states =
        List.of(StateColumns.of("gru_state", form, 2), StateColumns.of("GRU_state", form, 2));
    assertThatThrownBy(() -> new NetworkSchema(Precision.FLOAT, "t", TimeType.INDEX, states, true))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("gru_state", "GRU_state");
  }

  @Test
  void columnsThatDifferOnlyInCaseAreRefused() {
    SeriesKeys keys = SeriesKeys.of("T", new long[] {1});
    assertThatThrownBy(
            () ->
                new TrajectorySchema(
                    Precision.FLOAT, StateColumns.array("state"), true, "t", TimeType.INDEX, keys))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("\"T\"", "\"t\"");
  }

  private static Iterable<String> columns(boolean states, boolean outputs) {
    StructField[] fields =
        new TrajectorySchema(
                Precision.FLOAT,
                states ? StateColumns.array("state") : StateColumns.NONE,
                outputs,
                "t")
            .type()
            .fields();
    return java.util.Arrays.stream(fields).map(StructField::name).toList();
  }
}
