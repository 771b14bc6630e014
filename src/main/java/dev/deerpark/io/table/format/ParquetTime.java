// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table.format;

import static org.apache.spark.sql.functions.expr;

import dev.deerpark.io.table.format.TableColumns.Stored;
import dev.deerpark.sequence.time.TimeType;
import dev.deerpark.sequence.time.TimeType.Kind;
import java.util.Optional;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * How a Parquet file stores times.
 *
 * @param kind of the times
 * @param type with which Spark reads them
 * @param nanos whether they are nanoseconds, which Spark reads as whole numbers
 */
record ParquetTime(Kind kind, DataType type, boolean nanos) {

  /** The storage of a column of times; empty for a column that holds none. */
  static Optional<ParquetTime> of(Type stored) {
    Optional<DataType> whole = ParquetNumbers.whole(stored);
    if (whole.isPresent()) {
      return Optional.of(new ParquetTime(Kind.INDEX, whole.get(), false));
    }
    if (!stored.isPrimitive() || stored.isRepetition(Type.Repetition.REPEATED)) {
      return Optional.empty();
    }
    if (stored.asPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.INT96) {
      return Optional.of(new ParquetTime(Kind.TIMESTAMP, DataTypes.TimestampType, false));
    }
    LogicalTypeAnnotation meaning = stored.getLogicalTypeAnnotation();
    if (meaning instanceof DateLogicalTypeAnnotation) {
      return Optional.of(new ParquetTime(Kind.DATE, DataTypes.DateType, false));
    }
    if (meaning instanceof StringLogicalTypeAnnotation) {
      return Optional.of(new ParquetTime(Kind.TEXT, DataTypes.StringType, false));
    }
    return meaning instanceof TimestampLogicalTypeAnnotation timestamp
        ? Optional.of(of(timestamp))
        : Optional.empty();
  }

  private static ParquetTime of(TimestampLogicalTypeAnnotation timestamp) {
    boolean utc = timestamp.isAdjustedToUTC();
    Kind kind = utc ? Kind.TIMESTAMP : Kind.LOCAL_TIMESTAMP;
    boolean nanos = timestamp.getUnit() == TimeUnit.NANOS;
    DataType micros = utc ? DataTypes.TimestampType : DataTypes.TimestampNTZType;
    return new ParquetTime(kind, nanos ? DataTypes.LongType : micros, nanos);
  }

  /** The column of a table that is read with the type. */
  Stored column(String name) {
    Column column = TableColumns.quoted(name);
    return new Stored(number(name, column), column.isNotNull(), column.cast("string"));
  }

  private Column number(String name, Column column) {
    if (nanos) {
      String quoted = "`" + name.replace("`", "``") + "`";
      return expr("if(" + quoted + " % 1000 = 0, " + quoted + " div 1000, null)");
    }
    return TimeColumns.number(column, TimeType.of(kind == Kind.TEXT ? Kind.INDEX : kind, "UTC"));
  }
}
