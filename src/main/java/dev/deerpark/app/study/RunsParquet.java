// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.study;

import dev.deerpark.io.job.JobLabels;
import dev.deerpark.study.RunRow;
import dev.deerpark.study.table.RecordTable;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The rows of a study as Parquet, with the columns of {@code runs.csv}. */
final class RunsParquet {
  private RunsParquet() {}

  static void write(SparkSession spark, List<RunRow> rows, Path folder) {
    RecordTable<RunRow> table = RunRow.table();
    StructType type = new StructType();
    for (RecordTable.Column column : table.columns()) {
      type = type.add(column.name(), type(column.type()));
    }
    List<Row> values =
        rows.stream().map(row -> RowFactory.create(table.values(row).toArray())).toList();
    StructType schema = type;
    // else Spark warns of every table with more than 25 columns
    spark.conf().set("spark.sql.debug.maxToStringFields", String.valueOf(schema.size()));
    new JobLabels(spark.sparkContext())
        .label(
            "deerpark study",
            "write " + folder,
            () ->
                spark
                    .createDataFrame(values, schema)
                    .coalesce(1)
                    .write()
                    .mode(SaveMode.Overwrite)
                    .parquet(folder.toString()));
  }

  private static DataType type(Class<?> type) {
    return switch (type.getSimpleName()) {
      case "int", "Integer" -> DataTypes.IntegerType;
      case "long" -> DataTypes.LongType;
      case "double" -> DataTypes.DoubleType;
      case "boolean" -> DataTypes.BooleanType;
      default -> DataTypes.StringType;
    };
  }
}
