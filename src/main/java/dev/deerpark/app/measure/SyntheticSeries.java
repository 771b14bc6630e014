// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.measure;

import dev.deerpark.base.SplitMix64;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * A series that is computed instead of measured: time indexes from 0 on and columns of doubles. A
 * value depends only on the seed and its position, never on the task that computes it.
 *
 * @param steps T, at least 1
 * @param timeColumn the name of the time column
 * @param columns the names of the value columns; none for a model without inputs
 * @param kind of values
 * @param seed of the values
 */
public record SyntheticSeries(
    long steps, String timeColumn, List<String> columns, Kind kind, long seed)
    implements Serializable {

  /** Steps that one random generator draws, one after the other. */
  static final int BLOCK_STEPS = 1 << 16;

  /** The kinds of values. */
  public enum Kind {
    /** Independent standard normal numbers. */
    NORMAL,
    /**
     * A sine wave per column, {@code a sin(w t + p)}, with amplitude, frequency and phase drawn
     * uniformly from 0 to 0.2, 0.5 to 3 and 0 to 2 pi: a gentle drive for random networks.
     */
    SINE
  }

  public SyntheticSeries {
    columns = List.copyOf(columns);
  }

  /** The time column and the value columns, without nulls. */
  public StructType type() {
    StructType type = new StructType().add(timeColumn, DataTypes.LongType, false);
    for (String column : columns) {
      type = type.add(column, DataTypes.DoubleType, false);
    }
    return type;
  }

  /** Blocks of the series, of which partitions consist. */
  public long blocks() {
    return (steps + BLOCK_STEPS - 1) / BLOCK_STEPS;
  }

  /** The rows in time order, computed on demand; each may be overwritten by the next. */
  public JavaRDD<InternalRow> rows(SparkSession session, int partitions) {
    return session
        .range(0, blocks(), 1, partitions)
        .as(Encoders.LONG())
        .toJavaRDD()
        .flatMap(this::block);
  }

  private Iterator<InternalRow> block(long block) {
    LongFunction<double[]> values = kind == Kind.NORMAL ? normal(block) : sine();
    UnsafeRow row = emptyRow();
    long first = block * BLOCK_STEPS;
    return LongStream.range(first, Math.min(first + BLOCK_STEPS, steps))
        .mapToObj(time -> fill(row, time, values.apply(time)))
        .iterator();
  }

  private UnsafeRow emptyRow() {
    int fields = 1 + columns.size();
    int bytes = UnsafeRow.calculateBitSetWidthInBytes(fields) + fields * Long.BYTES;
    UnsafeRow row = new UnsafeRow(fields);
    row.pointTo(new byte[bytes], bytes);
    return row;
  }

  private static InternalRow fill(UnsafeRow row, long time, double[] values) {
    row.setLong(0, time);
    for (int i = 0; i < values.length; i++) {
      row.setDouble(1 + i, values[i]);
    }
    return row;
  }

  /**
   * Draws row by row: the same numbers everywhere, since {@link Random} is specified to the bit.
   */
  private LongFunction<double[]> normal(long block) {
    Random random = new Random(SplitMix64.mix(SplitMix64.mix(seed) + block));
    double[] values = new double[columns.size()];
    return time -> {
      for (int i = 0; i < values.length; i++) {
        values[i] = random.nextGaussian();
      }
      return values;
    };
  }

  private LongFunction<double[]> sine() {
    Random random = new Random(SplitMix64.mix(seed));
    double[][] waves = new double[columns.size()][];
    for (int i = 0; i < waves.length; i++) {
      double amplitude = 0.2 * random.nextDouble();
      double frequency = 0.5 + 2.5 * random.nextDouble();
      waves[i] = new double[] {amplitude, frequency, 2 * Math.PI * random.nextDouble()};
    }
    double[] values = new double[waves.length];
    return time -> {
      for (int i = 0; i < values.length; i++) {
        // Specified to the bit, unlike Math.sin.
        values[i] = waves[i][0] * StrictMath.sin(waves[i][1] * time + waves[i][2]);
      }
      return values;
    };
  }
}
