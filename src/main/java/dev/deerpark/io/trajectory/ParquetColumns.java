// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.trajectory;

import java.util.HashMap;
import java.util.Map;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.ParquetOutputFormat;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * How the columns of a result are written. Times never repeat, and measured numbers hardly ever do,
 * so that building a dictionary is wasted effort. The range of a column of numbers does not help a
 * reader to skip rows, but costs a quarter of the writing time.
 */
final class ParquetColumns {
  private ParquetColumns() {}

  /** The properties for Parquet's own writers. */
  static ParquetProperties properties(StructType rows) {
    ParquetProperties.Builder properties =
        ParquetProperties.builder().withDictionaryEncoding(false);
    for (StructField field : rows.fields()) {
      if (isOfNumbers(field)) {
        properties.withStatisticsEnabled(path(field), false);
        properties.withSizeStatisticsEnabled(path(field), false);
      }
    }
    return properties.build();
  }

  /** The same as options for Spark's writer. */
  static Map<String, String> options(StructType rows) {
    Map<String, String> options = new HashMap<>();
    options.put(ParquetOutputFormat.ENABLE_DICTIONARY, "false");
    for (StructField field : rows.fields()) {
      if (isOfNumbers(field)) {
        options.put(ParquetOutputFormat.STATISTICS_ENABLED + "#" + path(field), "false");
        options.put(ParquetOutputFormat.SIZE_STATISTICS_ENABLED + "#" + path(field), "false");
      }
    }
    return options;
  }

  /** Whether a column holds numbers of states or outputs, rather than a time or a key. */
  static boolean isOfNumbers(StructField field) {
    DataType type =
        field.dataType() instanceof ArrayType array ? array.elementType() : field.dataType();
    return type.equals(DataTypes.FloatType) || type.equals(DataTypes.DoubleType);
  }

  private static String path(StructField field) {
    return field.dataType() instanceof ArrayType ? field.name() + ".list.element" : field.name();
  }
}
