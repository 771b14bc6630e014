package dev.deerpark.io;

import dev.deerpark.sequence.BadInputException;
import dev.deerpark.sequence.Precision;
import java.io.Serializable;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The columns of a written trajectory: the time index (long), then {@code state} and {@code output}
 * as arrays of float or double without nulls.
 *
 * @param precision of the numbers
 * @param withStates whether there is a column {@code state}
 * @param withOutputs whether there is a column {@code output}
 * @param timeColumn the name of the time column, as in the input
 */
public record TrajectorySchema(
    Precision precision, boolean withStates, boolean withOutputs, String timeColumn)
    implements Serializable {
  private static final String STATE = "state";
  private static final String OUTPUT = "output";

  /**
   * @throws BadInputException where the time column has the name of another column
   */
  public TrajectorySchema {
    if (withStates && timeColumn.equals(STATE) || withOutputs && timeColumn.equals(OUTPUT)) {
      throw new BadInputException(
          "The time column \"%s\" has the name of a column of the output. Rename it in the input."
              .formatted(timeColumn));
    }
  }

  /** The schema for Spark. */
  public StructType type() {
    DataType number = precision == Precision.FLOAT ? DataTypes.FloatType : DataTypes.DoubleType;
    DataType numbers = DataTypes.createArrayType(number, false);
    StructType type = new StructType().add(timeColumn, DataTypes.LongType, false);
    type = withStates ? type.add(STATE, numbers, false) : type;
    return withOutputs ? type.add(OUTPUT, numbers, false) : type;
  }

  /**
   * A row of this schema.
   *
   * @param time the time index
   * @param state {@code [D]}, copied; ignored without states
   * @param output {@code [O]}, copied; ignored without outputs
   */
  public Row row(long time, double[] state, double[] output) {
    if (withStates && withOutputs) {
      return RowFactory.create(time, boxed(state), boxed(output));
    }
    if (withStates) {
      return RowFactory.create(time, boxed(state));
    }
    return withOutputs ? RowFactory.create(time, boxed(output)) : RowFactory.create(time);
  }

  private Object boxed(double[] values) {
    Object[] boxed = new Object[values.length];
    for (int i = 0; i < values.length; i++) {
      boxed[i] = precision == Precision.FLOAT ? (Object) (float) values[i] : (Object) values[i];
    }
    return boxed;
  }
}
