// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.trajectory;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import dev.deerpark.base.BadInputException;
import dev.deerpark.io.table.format.Wording;
import dev.deerpark.settings.OutputSettings;
import dev.deerpark.settings.OutputSettings.Partition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.plans.logical.Generate;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.types.AtomicType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * How a result is stored.
 *
 * @param format as Spark names it; absent: Parquet, or as a catalog has it
 * @param partition a column that is added, and by which the result is partitioned
 * @param compression as Spark names it for the format; absent: the session's for the format
 */
public record ResultForm(
    Optional<String> format, Optional<Partition> partition, Optional<String> compression) {
  /** Parquet without partitions. */
  public static final ResultForm PLAIN =
      new ResultForm(Optional.empty(), Optional.empty(), Optional.empty());

  /** What the settings of a result ask for. */
  public static ResultForm of(OutputSettings settings) {
    return new ResultForm(settings.format(), settings.partition(), settings.compression());
  }

  /** The format of files. */
  String fileFormat() {
    return format.orElse("parquet");
  }

  DataFrameWriter<Row> compressed(DataFrameWriter<Row> writer) {
    compression.ifPresent(name -> writer.option("compression", name));
    return writer;
  }

  /** Whether it is Parquet whose rows need no work of Spark's. */
  boolean isPlainParquet() {
    return fileFormat().equals("parquet") && partition.isEmpty();
  }

  /** The columns by which the result is partitioned. */
  List<String> partitionColumns() {
    return partition.map(Partition::name).stream().toList();
  }

  /**
   * Checks the name of the added column.
   *
   * @param type of the rows, of which the names count
   * @throws BadInputException where another column has the name
   */
  public void requireNew(StructType type) {
    List<String> names = List.of(type.fieldNames());
    // Spark does not tell names apart by their case
    for (String name : partitionColumns()) {
      if (names.stream().anyMatch(name::equalsIgnoreCase)) {
        throw new BadInputException(
            "--partition-by: the result has a column " + name + ". Give another name.");
      }
    }
  }

  /**
   * Checks the added column before the work begins.
   *
   * @param type of the rows
   * @return the type with that column
   * @throws BadInputException where it cannot be computed from the time and the series alone
   */
  public StructType added(SparkSession session, StructType type) {
    if (partition.isEmpty()) {
      return type;
    }
    requireNew(type);
    Partition column = partition.get();
    try {
      StructType keys = new StructType();
      for (String key : keys(type)) {
        keys = keys.add(type.apply(key));
      }
      Dataset<Row> none = session.createDataFrame(List.<Row>of(), keys);
      Dataset<Row> more = none.withColumn(column.name(), expr(column.expression()));
      StructField added = more.schema().apply(column.name());
      requireOneOfARow(more, added);
      return type.add(added);
    } catch (Exception failure) { // Scala throws checked exceptions without declaring them
      if (failure instanceof AnalysisException) {
        throw new BadInputException("--partition-by: " + Wording.sentence(failure), failure);
      }
      throw failure;
    }
  }

  /**
   * @throws BadInputException for an expression that gives several rows, or other values each time,
   *     or something that is no folder's name
   */
  private static void requireOneOfARow(Dataset<Row> rows, StructField added) {
    LogicalPlan plan =
        ((org.apache.spark.sql.classic.Dataset<Row>) rows).queryExecution().analyzed();
    boolean many = plan.exists(part -> part instanceof Generate);
    if (many || !plan.deterministic() || !(added.dataType() instanceof AtomicType)) {
      throw new BadInputException(
          "--partition-by: the expression of "
              + added.name()
              + " has to give one value for a time, always the same: a number, a text, a date or"
              + " the like. Give another.");
    }
  }

  /**
   * The rows with the added column, those of a partition together and in the order of the series
   * and of time.
   */
  Dataset<Row> of(Dataset<Row> rows) {
    if (partition.isEmpty()) {
      return rows;
    }
    Partition column = partition.get();
    List<String> order = new ArrayList<>(List.of(column.name()));
    order.addAll(keys(rows.schema()));
    return rows.withColumn(column.name(), expr(column.expression()))
        .sortWithinPartitions(
            order.stream()
                .map(name -> col("`" + name.replace("`", "``") + "`"))
                .toArray(Column[]::new));
  }

  /** The columns that say which step a row is: the series, where there are many, and the time. */
  private static List<String> keys(StructType type) {
    return Stream.of(type.fields())
        .filter(field -> !ParquetColumns.isOfNumbers(field))
        .map(StructField::name)
        .toList();
  }
}
