// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table.piece;

import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;
import org.apache.spark.sql.vectorized.ColumnVector;

/** The numbers of a column of a batch, by the type in which they are stored. */
public final class ColumnNumbers {
  private ColumnNumbers() {}

  /** Takes the number of a row, where there is one. */
  @FunctionalInterface
  public interface Whole {
    long at(ColumnVector column, int row);
  }

  /** Takes the number of a row as a double, where there is one. */
  @FunctionalInterface
  public interface Fractional {
    double at(ColumnVector column, int row);
  }

  /**
   * How whole numbers, days and microseconds are taken.
   *
   * @throws IllegalArgumentException for a type that holds none
   */
  public static Whole whole(DataType stored) {
    if (stored instanceof LongType
        || stored instanceof TimestampType
        || stored instanceof TimestampNTZType) {
      return ColumnVector::getLong;
    }
    if (stored instanceof IntegerType || stored instanceof DateType) {
      return ColumnVector::getInt;
    }
    if (stored instanceof ShortType) {
      return ColumnVector::getShort;
    }
    if (stored instanceof ByteType) {
      return ColumnVector::getByte;
    }
    throw new IllegalArgumentException("whole numbers of " + stored);
  }

  /**
   * How numbers are taken as doubles.
   *
   * @throws IllegalArgumentException for a type that holds none
   */
  public static Fractional fractional(DataType stored) {
    if (stored instanceof DoubleType) {
      return ColumnVector::getDouble;
    }
    if (stored instanceof FloatType) {
      return ColumnVector::getFloat;
    }
    Whole whole = whole(stored);
    return (column, row) -> whole.at(column, row);
  }
}
