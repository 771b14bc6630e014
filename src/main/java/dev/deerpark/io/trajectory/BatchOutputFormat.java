// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.trajectory;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapreduce.RecordWriter;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.lib.output.FileOutputFormat;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.MessageType;
import org.apache.spark.package$;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.parquet.ParquetCompressionCodec;
import org.apache.spark.sql.execution.datasources.parquet.SparkToParquetSchemaConverter;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/** Batches of rows in Parquet: a file for each task that has some. */
public final class BatchOutputFormat extends FileOutputFormat<Void, RowBatch> {
  private static final String ROWS = "deerpark.batches.rows";
  private static final String CODEC = "deerpark.batches.codec";
  private static final String RUN = "deerpark.batches.run";
  private static final String CODEC_OF_SESSION = "spark.sql.parquet.compression.codec";

  /** Spark's settings of what columns are in Parquet, with their defaults. */
  private static final Map<String, String> OF_COLUMNS =
      Map.of(
          "spark.sql.parquet.writeLegacyFormat", "false",
          "spark.sql.parquet.outputTimestampType", "INT96",
          "spark.sql.parquet.fieldId.write.enabled", "true",
          "spark.sql.parquet.variant.annotateLogicalType.enabled", "false");

  /**
   * The configuration for tasks.
   *
   * @param rows the columns
   * @param compression empty: the session's
   */
  static Configuration configured(
      SparkSession session, StructType rows, Optional<String> compression) {
    Configuration configured = new Configuration(session.sparkContext().hadoopConfiguration());
    OF_COLUMNS.forEach((key, unset) -> configured.set(key, session.conf().get(key, unset)));
    String codec = compression.orElseGet(() -> session.conf().get(CODEC_OF_SESSION));
    configured.set(CODEC, ParquetCompressionCodec.fromString(codec).getCompressionCodec().name());
    configured.set(ROWS, rows.json());
    configured.set(RUN, UUID.randomUUID().toString()); // files of two runs have other names
    return configured;
  }

  /** The columns in Parquet. */
  static MessageType schema(Configuration configured) {
    return new SparkToParquetSchemaConverter(configured).convert(rows(configured));
  }

  private static StructType rows(Configuration configured) {
    // raw: a name of a column may look like a variable
    return (StructType) DataType.fromJson(configured.getRaw(ROWS));
  }

  @Override
  public RecordWriter<Void, RowBatch> getRecordWriter(TaskAttemptContext task) {
    return new Writer(task);
  }

  private BatchFile open(TaskAttemptContext task) throws IOException {
    Configuration configured = task.getConfiguration();
    CompressionCodecName codec = CompressionCodecName.valueOf(configured.get(CODEC));
    String ending = "-" + configured.get(RUN) + codec.getExtension() + ".parquet";
    // what Spark leaves in its files, so that it knows the columns and the calendar again
    Map<String, String> metadata =
        Map.of(
            "org.apache.spark.version",
            package$.MODULE$.SPARK_VERSION_SHORT(),
            "org.apache.spark.sql.parquet.row.metadata",
            configured.getRaw(ROWS));
    return new BatchFile(
        getDefaultWorkFile(task, ending),
        schema(configured),
        ParquetColumns.properties(rows(configured)),
        codec,
        metadata,
        configured);
  }

  /** The file of one task, opened by its first batch. */
  private final class Writer extends RecordWriter<Void, RowBatch> {
    private final TaskAttemptContext task;
    private BatchFile file;

    Writer(TaskAttemptContext task) {
      this.task = task;
    }

    @Override
    public void write(Void nothing, RowBatch batch) throws IOException {
      if (file == null) {
        file = open(task);
      }
      file.write(batch);
    }

    @Override
    public void close(TaskAttemptContext context) throws IOException {
      if (file != null) {
        file.close();
      }
    }
  }
}
