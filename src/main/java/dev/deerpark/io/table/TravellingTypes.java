// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table;

import dev.deerpark.io.table.series.SeriesCounts;
import dev.deerpark.io.table.series.SeriesStart;
import dev.deerpark.io.table.time.Differences;
import dev.deerpark.io.table.time.Occurrences;
import dev.deerpark.io.table.time.TimeCounts;
import dev.deerpark.io.table.time.TimeRun;
import dev.deerpark.sequence.time.SeriesKeys;
import dev.deerpark.sequence.time.TimeAxis;
import dev.deerpark.sequence.time.TimeType;
import dev.deerpark.sequence.time.Timeline;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.CharType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DayTimeIntervalType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.VarcharType;
import org.apache.spark.sql.types.YearMonthIntervalType;

/** The types that are sent through Spark's data serializer when a table is read. */
public final class TravellingTypes {
  private TravellingTypes() {}

  /** Records of this package, and of those below. */
  public static final List<Class<? extends Record>> RECORDS =
      List.of(
          TimeScan.Counted.class,
          TimeCounts.class,
          ReadBlock.class,
          ReadBlock.Check.class,
          ReadBlock.PartitionCheck.class,
          SeriesCounts.class,
          SeriesStart.class,
          Timeline.class,
          TimeAxis.class,
          TimeType.class,
          SeriesKeys.class);

  /** Classes of this package. */
  public static final List<Class<?>> CLASSES =
      List.of(
          TimeRun.class,
          Occurrences.class,
          Occurrences[].class,
          Differences.class,
          TimeType.Kind.class);

  /**
   * Spark lists many files in tasks, which send what Hadoop says of each. Their parts are of many
   * classes, and all can be sent by Java's serialization.
   */
  public static final List<Class<?>> LISTED_FILES =
      List.of(
          Path.class,
          Path[].class,
          FileStatus.class,
          FileStatus[].class,
          LocatedFileStatus.class,
          LocatedFileStatus[].class);

  /** Reading Parquet or CSV also sends the schema, and a table may have columns of any type. */
  public static final List<Class<?>> SCHEMA_TYPES =
      List.of(
          DataType[].class,
          ArrayType.class,
          CharType.class,
          DayTimeIntervalType.class,
          DecimalType.class,
          MapType.class,
          StringType.class,
          StructType.class,
          VarcharType.class,
          YearMonthIntervalType.class,
          DataTypes.BinaryType.getClass(),
          DataTypes.BooleanType.getClass(),
          DataTypes.ByteType.getClass(),
          DataTypes.DateType.getClass(),
          DataTypes.DoubleType.getClass(),
          DataTypes.FloatType.getClass(),
          DataTypes.IntegerType.getClass(),
          DataTypes.LongType.getClass(),
          DataTypes.NullType.getClass(),
          DataTypes.ShortType.getClass(),
          DataTypes.StringType.getClass(),
          DataTypes.TimestampNTZType.getClass(),
          DataTypes.TimestampType.getClass(),
          DataTypes.VariantType.getClass());
}
