// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.trajectory;

import dev.deerpark.base.BadInputException;
import dev.deerpark.io.file.ExclusiveFile;
import dev.deerpark.io.file.ProcessIdentity;
import dev.deerpark.io.file.Provisional;
import dev.deerpark.io.job.EndingTasks;
import dev.deerpark.sequence.time.Timeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetOutputFormat;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;

/**
 * Writes an output that appears whole or not at all: first into a hidden folder beside its place,
 * on the same file system, then by renaming that folder.
 *
 * <pre>{@code
 * try (var writer = new TrajectoryWriter(session, target)) {
 *   writer.stage(rows, schema.type());
 *   writer.commit();
 * }
 * }</pre>
 */
public final class TrajectoryWriter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TrajectoryWriter.class);

  /** Spark pads the number of a part file to five digits; six digits would sort out of order. */
  private static final int MOST_PARTS = 100_000;

  /** Where files are encrypted, which is left to Spark's writer. */
  private static final String ENCRYPTED = "parquet.crypto.factory.class";

  /**
   * Bytes of a row group: an eighth of the default, so that many partitions can share a file that
   * is read in order. To reach the middle of a row group, a reader has to decode it from its
   * beginning.
   */
  static final int ROW_GROUP = 16 << 20;

  private static final Duration MOST_WAIT = Duration.ofSeconds(10);

  private final SparkSession session;
  private final OutputTarget target;
  private final ResultForm form;
  private final FileSystem files;
  private final OutputNames names;
  private boolean kept;

  /** Whether tasks write, or did when their job failed. */
  private boolean writing;

  /**
   * A writer for one output in Parquet; writes nothing yet.
   *
   * @throws UncheckedIOException where the file system cannot be reached
   */
  public TrajectoryWriter(SparkSession session, OutputTarget target) {
    this(session, target, ResultForm.PLAIN);
  }

  /** The same for an output of another form. */
  public TrajectoryWriter(SparkSession session, OutputTarget target, ResultForm form) {
    this.session = session;
    this.target = target;
    this.form = form;
    this.names = new OutputNames(target.path(), UUID.randomUUID().toString());
    try {
      files = target.path().getFileSystem(session.sparkContext().hadoopConfiguration());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /**
   * Writes files that no reader sees yet, one for each partition that has rows; the files' names
   * sort like the partitions. What was staged before is deleted.
   *
   * @param rows in time order from partition to partition and within each; computed once
   * @throws IllegalArgumentException for more than 100,000 partitions
   */
  public void stage(JavaRDD<InternalRow> rows, StructType schema) {
    begin(rows.getNumPartitions());
    // Rows in Spark's internal form: one object per number would take most of the time.
    Dataset<Row> frame =
        ((org.apache.spark.sql.classic.SparkSession) session)
            .internalCreateDataFrame(rows.rdd(), schema, false);
    DataFrameWriter<Row> writer =
        form.compressed(form.of(frame).write())
            .option(ParquetOutputFormat.BLOCK_SIZE, ROW_GROUP)
            .options(ParquetColumns.options(schema))
            .partitionBy(form.partitionColumns().toArray(String[]::new))
            .format(form.fileFormat());
    UnfitRow.named(
        "--partition-by has no value for a time", // the only expression here
        () -> {
          writer.save(names.staging().toString());
          return target;
        });
    writing = false;
  }

  /**
   * Whether rows can come in batches, which takes a fraction of the time.
   *
   * @param timeline the times of the rows
   */
  public boolean takesBatches(StructType schema, Timeline timeline) {
    if (!form.isPlainParquet()) {
      return false; // its compression may be one that Parquet does not have
    }
    Configuration hadoop = BatchOutputFormat.configured(session, schema, form.compression());
    return hadoop.get(ENCRYPTED) == null
        && ParquetCells.hold(timeline, BatchOutputFormat.schema(hadoop));
  }

  /** Writes batches of rows as {@link #stage} does rows. */
  public void stageBatches(JavaRDD<RowBatch> batches, StructType schema) {
    begin(batches.getNumPartitions());
    batches
        .mapToPair(batch -> new Tuple2<Void, RowBatch>(null, batch))
        .saveAsNewAPIHadoopFile(
            names.staging().toString(),
            Void.class,
            RowBatch.class,
            BatchOutputFormat.class,
            BatchOutputFormat.configured(session, schema, form.compression()));
    writing = false;
  }

  private void begin(int partitions) {
    if (partitions > MOST_PARTS) {
      throw new IllegalArgumentException(
          partitions + " partitions, but only the names of 100000 files sort in order");
    }
    delete(names.staging());
    mark();
    writing = true;
  }

  /**
   * Puts the staged output in its place; of several runs, only the first succeeds. An earlier
   * output is first renamed, and deleted when the new one is in place.
   *
   * @param companion a file that belongs to the output: put in its place first, and removed again
   *     if the output does not arrive
   * @throws BadInputException where an output has appeared that may not be replaced
   * @throws CommitException where a rename fails or its outcome is unknown; then what was staged is
   *     kept
   */
  public void commit(Optional<Provisional> companion) {
    try {
      new OutputCommit(files, names, target.overwrite()).run(companion);
    } catch (CommitException failure) {
      kept = true;
      throw failure;
    }
  }

  /** The same without a companion. */
  public void commit() {
    commit(Optional.empty());
  }

  /** Allows a later run to delete the staged output, should this one be killed. */
  private void mark() {
    try {
      files.mkdirs(target.path().getParent());
      new ExclusiveFile(files, names.process()).create(ProcessIdentity.current().toJson());
    } catch (IOException | FSError failure) { // a full local disk is an FSError
      throw new UncheckedIOException(
          "The output " + target.path() + " cannot be written: " + failure.getMessage(),
          new IOException(failure));
    }
  }

  /** Deletes the staged output, unless it was committed or a rename failed. */
  @Override
  public void close() {
    delete(names.process());
    if (!kept) {
      if (writing) {
        // one that is still at it would make the folder again
        EndingTasks.await(session.sparkContext(), MOST_WAIT);
      }
      delete(names.staging());
    }
  }

  /** Remaining files are hidden and harmless, so they are no reason to fail a run. */
  private void delete(Path path) {
    try {
      files.delete(path, true);
    } catch (IOException failure) {
      LOG.warn("{} is no longer needed but could not be deleted: delete it", path, failure);
    }
  }
}
