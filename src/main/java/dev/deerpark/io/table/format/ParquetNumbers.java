// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table.format;

import java.util.Locale;
import java.util.Optional;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;

/** The Parquet types that hold numbers, and the Spark types that read them without loss. */
final class ParquetNumbers {
  private static final int UNSIGNED_LONG_DIGITS = 20;

  private ParquetNumbers() {}

  /** The type of a column of whole numbers; empty for any other. */
  static Optional<DataType> whole(Type stored) {
    boolean whole =
        stored.getLogicalTypeAnnotation() == null
            || stored.getLogicalTypeAnnotation() instanceof IntLogicalTypeAnnotation;
    return number(stored)
        .filter(type -> whole && type != DataTypes.FloatType && type != DataTypes.DoubleType);
  }

  /** The type of a column of numbers; empty for any other. */
  static Optional<DataType> number(Type stored) {
    if (!stored.isPrimitive() || stored.isRepetition(Type.Repetition.REPEATED)) {
      return Optional.empty();
    }
    LogicalTypeAnnotation meaning = stored.getLogicalTypeAnnotation();
    PrimitiveTypeName storage = stored.asPrimitiveType().getPrimitiveTypeName();
    if (meaning instanceof DecimalLogicalTypeAnnotation decimal) {
      return decimal.getPrecision() <= DecimalType.MAX_PRECISION()
          ? Optional.of(DataTypes.createDecimalType(decimal.getPrecision(), decimal.getScale()))
          : Optional.empty();
    }
    if (meaning instanceof IntLogicalTypeAnnotation whole && !whole.isSigned()) {
      return Optional.of(unsigned(whole.getBitWidth()));
    }
    if (meaning != null && !(meaning instanceof IntLogicalTypeAnnotation)) {
      return Optional.empty();
    }
    return Optional.ofNullable(
        switch (storage) {
          case INT32 -> DataTypes.IntegerType;
          case INT64 -> DataTypes.LongType;
          case FLOAT -> DataTypes.FloatType;
          case DOUBLE -> DataTypes.DoubleType;
          default -> null;
        });
  }

  private static DataType unsigned(int bits) {
    return switch (bits) {
      case 8, 16 -> DataTypes.IntegerType;
      case 32 -> DataTypes.LongType;
      default -> DataTypes.createDecimalType(UNSIGNED_LONG_DIGITS, 0);
    };
  }

  /** The name of a type in messages. */
  static String label(Type stored) {
    if (!stored.isPrimitive() || stored.isRepetition(Type.Repetition.REPEATED)) {
      return "structure or list";
    }
    LogicalTypeAnnotation meaning = stored.getLogicalTypeAnnotation();
    PrimitiveTypeName storage = stored.asPrimitiveType().getPrimitiveTypeName();
    if (meaning instanceof TimestampLogicalTypeAnnotation || storage == PrimitiveTypeName.INT96) {
      return "timestamp";
    }
    if (meaning instanceof StringLogicalTypeAnnotation) {
      return "string";
    }
    if (meaning instanceof TimeLogicalTypeAnnotation) {
      return "time of day";
    }
    String words = meaning == null ? storage.name() : meaning.toString();
    return words.toLowerCase(Locale.ROOT);
  }
}
