// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table.piece;

import java.util.List;
import java.util.Optional;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.UnixDate;
import org.apache.spark.sql.catalyst.expressions.UnixMicros;
import org.apache.spark.sql.execution.ColumnarToRowExec;
import org.apache.spark.sql.execution.FileSourceScanExec;
import org.apache.spark.sql.execution.FilterExec;
import org.apache.spark.sql.execution.InputAdapter;
import org.apache.spark.sql.execution.ProjectExec;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.WholeStageCodegenExec;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/**
 * Columns that are computed from a stored one without changing its numbers: whole numbers made
 * longer, the days of dates, the microseconds of timestamps. The batches that Spark's readers
 * decode hold them already, and need not be made into rows, which takes many times as long as to
 * decode them.
 */
public final class StoredNumbers {
  private StoredNumbers() {}

  /** Takes the number of a row from a column of a batch, where there is one. */
  @FunctionalInterface
  public interface Reader {
    long number(ColumnVector column, int row);
  }

  /**
   * How numbers are taken from a stored column.
   *
   * @throws IllegalArgumentException for a type that holds none
   */
  public static Reader reader(DataType stored) {
    return find(stored).orElseThrow(() -> new IllegalArgumentException("numbers of " + stored));
  }

  private static Optional<Reader> find(DataType stored) {
    if (List.of(DataTypes.LongType, DataTypes.TimestampType, DataTypes.TimestampNTZType)
        .contains(stored)) {
      return Optional.of(ColumnVector::getLong);
    }
    if (List.of(DataTypes.IntegerType, DataTypes.DateType).contains(stored)) {
      return Optional.of(ColumnVector::getInt);
    }
    if (stored.equals(DataTypes.ShortType)) {
      return Optional.of(ColumnVector::getShort);
    }
    return stored.equals(DataTypes.ByteType)
        ? Optional.of(ColumnVector::getByte)
        : Optional.empty();
  }

  /**
   * The batches of the only column that is read for some rows, with the numbers of their first;
   * empty where they have to be computed row by row. Filters are not applied.
   */
  static Optional<RDD<ColumnarBatch>> batches(Dataset<Row> rows) {
    SparkPlan plan = rows.queryExecution().executedPlan();
    boolean same = true;
    while (passesRowsOn(plan)) {
      same &= !(plan instanceof ProjectExec project) || keepsFirst(project);
      plan = plan.children().head();
    }
    return same
            && plan instanceof FileSourceScanExec scan
            && scan.supportsColumnar()
            && scan.output().size() == 1
            && find(scan.output().head().dataType()).isPresent()
        ? Optional.of(scan.executeColumnar())
        : Optional.empty();
  }

  private static boolean passesRowsOn(SparkPlan plan) {
    return plan instanceof WholeStageCodegenExec
        || plan instanceof InputAdapter
        || plan instanceof ColumnarToRowExec
        || plan instanceof ProjectExec
        || plan instanceof FilterExec;
  }

  private static boolean keepsFirst(ProjectExec project) {
    return isStored((Expression) project.projectList().head());
  }

  /** Whether a number is that of a stored column. */
  private static boolean isStored(Expression number) {
    if (number instanceof AttributeReference) {
      return true;
    }
    boolean same =
        number instanceof Alias
            || number instanceof UnixDate
            || number instanceof UnixMicros
            || number instanceof Cast cast && keepsNumber(cast);
    return same && isStored(number.children().head());
  }

  private static boolean keepsNumber(Cast cast) {
    DataType from = cast.child().dataType();
    boolean toInstant =
        from.equals(DataTypes.TimestampNTZType)
            && cast.dataType().equals(DataTypes.TimestampType)
            && cast.timeZoneId().contains("UTC");
    return toInstant || cast.dataType().equals(DataTypes.LongType) && isWhole(from);
  }

  private static boolean isWhole(DataType type) {
    return List.of(
            DataTypes.ByteType, DataTypes.ShortType, DataTypes.IntegerType, DataTypes.LongType)
        .contains(type);
  }
}
