// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table.piece;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.sequence.TimeRange;
import dev.deerpark.sequence.time.TimeAxis;
import dev.deerpark.sequence.time.TimeType;
import dev.deerpark.sequence.time.Timeline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.vectorized.OnHeapColumnVector;
import org.apache.spark.sql.execution.vectorized.WritableColumnVector;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.junit.jupiter.api.Test;

/** Rows of batches have the numbers of their columns, and none is outside the range. */
class BatchRowsTest {
  private static final List<DataType> TIMES =
      List.of(
          DataTypes.LongType,
          DataTypes.IntegerType,
          DataTypes.ShortType,
          DataTypes.ByteType,
          DataTypes.DateType,
          DataTypes.TimestampType,
          DataTypes.TimestampNTZType);

  private static final List<DataType> VALUES =
      List.of(
          DataTypes.DoubleType,
          DataTypes.FloatType,
          DataTypes.LongType,
          DataTypes.IntegerType,
          DataTypes.ShortType,
          DataTypes.ByteType);

  private static final Timeline EVERY_INDEX = Timeline.of(TimeAxis.INDEXES, 0, 100);
  private static final Timeline EVERY_THIRD =
      Timeline.of(new TimeAxis(TimeType.INDEX, -6, 3), 0, 40);

  /** Indexes 0 to 9, then 20 to 39. */
  private static final Timeline HELD =
      new Timeline(TimeAxis.INDEXES, new long[] {0, 10}, new long[] {0, 20}, 30);

  @Test
  void rowsAreThoseOfTheColumnsWithinTheRange() {
    long seed = 20261127;
    Random random = new Random(seed);
    for (int trial = 0; trial < 200; trial++) {
      Timeline timeline = List.of(EVERY_INDEX, EVERY_THIRD, HELD).get(trial % 3);
      DataType time = TIMES.get(random.nextInt(TIMES.size()));
      List<DataType> types = List.of(time, pick(random), pick(random));
      TimeRange range = new TimeRange(2, 25);
      List<ColumnarBatch> batches = new ArrayList<>();
      List<List<Object>> expected = new ArrayList<>();
      for (int batch = random.nextInt(4); batch > 0; batch--) {
        batches.add(batch(random, types, timeline, range, expected));
      }

      List<List<Object>> found = new ArrayList<>();
      BatchRows rows = new BatchRows(batches.iterator(), 2, timeline, range);
      rows.forEachRemaining(row -> found.add(copy(row)));

      assertThat(found).as("seed %d, %s over %s", seed, types, timeline).isEqualTo(expected);
    }
  }

  private static DataType pick(Random random) {
    return VALUES.get(random.nextInt(VALUES.size()));
  }

  private static List<Object> copy(InternalRow row) {
    return Arrays.asList(row.getLong(0), value(row, 1), value(row, 2));
  }

  private static Object value(InternalRow row, int column) {
    return row.isNullAt(column) ? null : row.getDouble(column);
  }

  /** A batch of small whole numbers, some of them absent; adds the rows that it should give. */
  private static ColumnarBatch batch(
      Random random,
      List<DataType> types,
      Timeline timeline,
      TimeRange range,
      List<List<Object>> expected) {
    int count = random.nextInt(30);
    WritableColumnVector[] columns =
        types.stream()
            .map(type -> new OnHeapColumnVector(Math.max(1, count), type))
            .toArray(WritableColumnVector[]::new);
    for (int row = 0; row < count; row++) {
      Integer[] numbers = new Integer[types.size()];
      for (int column = 0; column < numbers.length; column++) {
        numbers[column] = random.nextInt(8) == 0 ? null : random.nextInt(60) - 10;
        put(columns[column], row, numbers[column]);
      }
      Long position = numbers[0] == null ? null : position(timeline, numbers[0]);
      if (position != null && position >= range.from() && position < range.to()) {
        expected.add(Arrays.asList(position, real(numbers[1]), real(numbers[2])));
      }
    }
    return new ColumnarBatch(columns, count);
  }

  private static Double real(Integer number) {
    return number == null ? null : (Double) number.doubleValue();
  }

  private static Long position(Timeline timeline, long time) {
    TimeAxis axis = timeline.axis();
    return axis.holds(time) ? (Long) timeline.position(axis.index(time)) : null;
  }

  private static void put(WritableColumnVector column, int row, Integer number) {
    DataType type = column.dataType();
    if (number == null) {
      column.putNull(row);
    } else if (type == DataTypes.DoubleType) {
      column.putDouble(row, number);
    } else if (type == DataTypes.FloatType) {
      column.putFloat(row, number);
    } else if (type == DataTypes.IntegerType || type == DataTypes.DateType) {
      column.putInt(row, number);
    } else if (type == DataTypes.ShortType) {
      column.putShort(row, number.shortValue());
    } else if (type == DataTypes.ByteType) {
      column.putByte(row, number.byteValue());
    } else {
      column.putLong(row, number);
    }
  }
}
