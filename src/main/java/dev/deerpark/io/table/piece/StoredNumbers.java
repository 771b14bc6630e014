// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table.piece;

import dev.deerpark.io.job.RddOperations;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
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
import scala.jdk.javaapi.CollectionConverters;

/**
 * Columns that are computed from stored ones without changing their numbers: whole numbers made
 * longer, the days of dates, the microseconds of timestamps, and doubles of other numbers. The
 * batches that Spark's readers decode hold them already, and need not be made into rows, which
 * takes many times as long as to decode them.
 */
final class StoredNumbers {
  private static final List<DataType> WHOLE =
      List.of(DataTypes.ByteType, DataTypes.ShortType, DataTypes.IntegerType, DataTypes.LongType);

  private static final List<DataType> FRACTIONAL =
      List.of(DataTypes.FloatType, DataTypes.DoubleType);

  private static final List<DataType> TIMES =
      List.of(DataTypes.DateType, DataTypes.TimestampType, DataTypes.TimestampNTZType);

  private StoredNumbers() {}

  /**
   * The batches of the first columns of some rows, in their order, with the types in which they are
   * stored; empty where the rows have to be computed one by one. Filters are not applied.
   */
  static Optional<RDD<ColumnarBatch>> batches(Dataset<Row> rows, int columns) {
    SparkPlan plan = rows.queryExecution().executedPlan();
    List<Expression> wanted = expressions(plan.output());
    boolean projected = false;
    while (passesRowsOn(plan)) {
      if (plan instanceof ProjectExec project) {
        if (projected) {
          return Optional.empty();
        }
        projected = true;
        wanted = expressions(project.projectList());
      }
      plan = plan.children().head();
    }
    return plan instanceof FileSourceScanExec scan && scan.supportsColumnar()
        ? places(wanted.subList(0, columns), scan).map(places -> ordered(scan, places))
        : Optional.empty();
  }

  private static List<Expression> expressions(scala.collection.Seq<?> columns) {
    List<Expression> all = new ArrayList<>();
    CollectionConverters.asJava(columns).forEach(column -> all.add((Expression) column));
    return all;
  }

  private static boolean passesRowsOn(SparkPlan plan) {
    return plan instanceof WholeStageCodegenExec
        || plan instanceof InputAdapter
        || plan instanceof ColumnarToRowExec
        || plan instanceof ProjectExec
        || plan instanceof FilterExec;
  }

  /** The places of the stored columns in a scan; empty where one is not only stored. */
  private static Optional<int[]> places(List<Expression> wanted, FileSourceScanExec scan) {
    List<Expression> stored = expressions(scan.output());
    int[] places = new int[wanted.size()];
    for (int column = 0; column < places.length; column++) {
      OptionalInt place = place(wanted.get(column), stored);
      if (place.isEmpty()) {
        return Optional.empty();
      }
      places[column] = place.getAsInt();
    }
    return Optional.of(places);
  }

  private static OptionalInt place(Expression number, List<Expression> stored) {
    Expression inner = number;
    while (keepsNumber(inner)) {
      inner = inner.children().head();
    }
    for (int place = 0; place < stored.size(); place++) {
      if (inner instanceof AttributeReference && inner.semanticEquals(stored.get(place))) {
        DataType type = inner.dataType();
        boolean isNumber =
            WHOLE.contains(type) || FRACTIONAL.contains(type) || TIMES.contains(type);
        return isNumber ? OptionalInt.of(place) : OptionalInt.empty();
      }
    }
    return OptionalInt.empty();
  }

  private static boolean keepsNumber(Expression number) {
    return number instanceof Alias
        || number instanceof UnixDate
        || number instanceof UnixMicros
        || number instanceof Cast cast && keepsNumber(cast);
  }

  private static boolean keepsNumber(Cast cast) {
    DataType from = cast.child().dataType();
    DataType to = cast.dataType();
    if (to.equals(DataTypes.LongType)) {
      return WHOLE.contains(from);
    }
    if (to.equals(DataTypes.DoubleType)) {
      return WHOLE.contains(from) || FRACTIONAL.contains(from);
    }
    return to.equals(DataTypes.TimestampType)
        && from.equals(DataTypes.TimestampNTZType)
        && cast.timeZoneId().contains("UTC");
  }

  private static RDD<ColumnarBatch> ordered(FileSourceScanExec scan, int[] places) {
    return RddOperations.map(scan.executeColumnar().toJavaRDD(), batch -> ordered(batch, places))
        .rdd();
  }

  private static ColumnarBatch ordered(ColumnarBatch batch, int[] places) {
    ColumnVector[] columns = new ColumnVector[places.length];
    for (int column = 0; column < places.length; column++) {
      columns[column] = batch.column(places[column]);
    }
    return new ColumnarBatch(columns, batch.numRows());
  }
}
