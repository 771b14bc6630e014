package dev.deerpark.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.sequence.BadInputException;
import dev.deerpark.sequence.Precision;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.Test;

class TrajectorySchemaTest {

  @Test
  void columnsThatAreNotAskedForAreNotThere() {
    assertThat(columns(true, true)).containsExactly("t", "state", "output");
    assertThat(columns(true, false)).containsExactly("t", "state");
    assertThat(columns(false, true)).containsExactly("t", "output");
  }

  @Test
  void aRowHasTheTypesOfTheSchema() {
    double[] state = {0.1, 2};
    double[] output = {3};
    var floats = new TrajectorySchema(Precision.FLOAT, true, true, "t").row(5, state, output);
    assertThat(floats.get(0)).isEqualTo(5L);
    assertThat((Object[]) floats.get(1)).containsExactly(0.1f, 2f);
    assertThat((Object[]) floats.get(2)).containsExactly(3f);
    var doubles = new TrajectorySchema(Precision.DOUBLE, true, false, "t").row(5, state, output);
    assertThat(doubles.length()).isEqualTo(2);
    assertThat((Object[]) doubles.get(1)).containsExactly(0.1, 2.0);
  }

  @Test
  void aTimeColumnThatHidesAnotherIsRefused() {
    assertThatThrownBy(() -> new TrajectorySchema(Precision.FLOAT, true, false, "state"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("\"state\"");
  }

  private static Iterable<String> columns(boolean states, boolean outputs) {
    StructField[] fields =
        new TrajectorySchema(Precision.FLOAT, states, outputs, "t").type().fields();
    return java.util.Arrays.stream(fields).map(StructField::name).toList();
  }
}
