// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.trajectory;

import dev.deerpark.sequence.time.TimeType;
import dev.deerpark.sequence.time.Timeline;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.stream.LongStream;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.spark.unsafe.types.UTF8String;

/** Times and keys of series in Parquet, as Spark writes them. */
final class ParquetCells {
  private static final int INT96_BYTES = 12;
  private static final long JULIAN_DAY_OF_1970 = 2_440_588;
  private static final long MICROS_OF_DAY = 86_400_000_000L;

  /** 1900-01-01, in days and in microseconds: what is older may depend on the calendar. */
  private static final long DAY_OF_1900 = -25_567;

  private ParquetCells() {}

  /** Whether the times can be written here: those before 1900 are left to Spark's calendars. */
  static boolean hold(Timeline timeline, MessageType schema) {
    TimeType.Kind kind = timeline.axis().type().kind();
    long earliest =
        switch (kind) {
          case DATE -> DAY_OF_1900;
          case TIMESTAMP, LOCAL_TIMESTAMP -> DAY_OF_1900 * MICROS_OF_DAY;
          case INDEX, TEXT -> Long.MIN_VALUE;
        };
    return LongStream.of(timeline.firstSteps()).map(timeline::value).allMatch(t -> t >= earliest)
        && schema.getColumns().stream().noneMatch(column -> isOfMillis(column.getPrimitiveType()));
  }

  private static boolean isOfMillis(PrimitiveType type) {
    return type.getLogicalTypeAnnotation() instanceof TimestampLogicalTypeAnnotation time
        && time.getUnit() != LogicalTypeAnnotation.TimeUnit.MICROS;
  }

  /** Writes a cell, which Spark has in its internal form, to a column without nulls. */
  static void write(Object cell, ColumnWriter column, PrimitiveType type) {
    if (cell instanceof UTF8String text) {
      column.write(Binary.fromConstantByteArray(text.getBytes()), 0, 0);
    } else if (cell instanceof Integer days) {
      column.write(days.intValue(), 0, 0);
    } else if (type.getPrimitiveTypeName() == PrimitiveTypeName.INT96) {
      column.write(int96((Long) cell), 0, 0);
    } else {
      column.write(((Long) cell).longValue(), 0, 0);
    }
  }

  /** Nanoseconds of the day, and the day. */
  private static Binary int96(long micros) {
    ByteBuffer bytes = ByteBuffer.allocate(INT96_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(1000 * Math.floorMod(micros, MICROS_OF_DAY));
    bytes.putInt((int) (Math.floorDiv(micros, MICROS_OF_DAY) + JULIAN_DAY_OF_1970));
    return Binary.fromConstantByteArray(bytes.array());
  }
}
