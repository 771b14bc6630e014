// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table;

import dev.deerpark.base.BadInputException;
import dev.deerpark.base.OpenResources;
import dev.deerpark.base.Precision;
import dev.deerpark.io.job.JobLabels;
import dev.deerpark.io.table.series.SkippedSeries;
import dev.deerpark.io.table.time.TravellingTimeline;
import dev.deerpark.recurrence.Normalisation;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Layout;
import dev.deerpark.sequence.TimeRange;
import dev.deerpark.sequence.time.Timeline;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/**
 * A series in a table of any size, with its rows in any order over any number of files.
 *
 * <p>Opening it reads the time column once; loading it reads everything once, and shuffles it
 * unless it is in the order of time already. Neither ever brings the whole series to the driver or
 * into one task; a gzipped file, which cannot be split, is decompressed by a single task.
 */
public final class SeriesSource {
  private static final String JOBS = "deerpark read";

  private static final int PIECES_PER_CORE = 4;

  private final InputTable table;
  private final JobLabels labels;
  private final TravellingTimeline timeline;
  private final TimeRange range;
  private final TimeOrder order;
  private final Optional<SkippedSeries> skipped;

  private SeriesSource(TimeCheck.Checked times, JobLabels labels) {
    this.table = times.table();
    this.labels = labels;
    this.timeline = times.sent();
    this.range = times.range();
    this.order = times.order();
    this.skipped = times.skipped();
  }

  /**
   * Opens a series and checks its columns and its time indexes.
   *
   * @param session any session; settings of the session itself, rather than of the application, are
   *     not used
   * @throws BadInputException for an unreadable path, a missing or unsuitable column, no rows, one
   *     row, a range outside the data, or times that are not of the column's type, negative time
   *     indexes, off the grid, or, unless the rules allow it, duplicate or missing
   */
  public static SeriesSource open(SparkSession session, SeriesQuery query) {
    return open(session, () -> InputTable.open(isolated(session), query));
  }

  /**
   * The same for the rows of a DataFrame, which is computed several times: its times, samples of
   * it, and once all of its values, which must not differ from one time to the next.
   *
   * @param rows in any order
   * @param query with a name for the rows in place of a path
   * @throws BadInputException as above, and for a DataFrame that is a stream
   */
  public static SeriesSource open(Dataset<Row> rows, SeriesQuery query) {
    return open(rows.sparkSession(), () -> InputTable.of(rows, query));
  }

  private static SeriesSource open(SparkSession session, Supplier<InputTable> opening) {
    JobLabels labels = new JobLabels(session.sparkContext());
    InputTable table = labels.label(JOBS, "read the schema", opening);
    TimeCheck.Checked times =
        labels.label(JOBS, "check the times", () -> TimeCheck.check(table.timed()));
    return new SeriesSource(times, labels);
  }

  /**
   * The names of a table's columns beside its time column, in the order of the table.
   *
   * @throws BadInputException for an unreadable path, or a time column that is missing or
   *     unsuitable
   */
  public static List<String> otherColumns(SparkSession session, SeriesQuery times) {
    return InputTable.open(isolated(session), times).otherColumns();
  }

  /** The same for a DataFrame. */
  public static List<String> otherColumns(Dataset<Row> rows, SeriesQuery times) {
    return InputTable.of(rows, times).otherColumns();
  }

  /** A session that reads tables as they are stored, whatever the settings of another. */
  static SparkSession isolated(SparkSession session) {
    SparkSession isolated = session.newSession();
    // Adaptive execution merges small partitions; here a partition is a range of times.
    isolated.conf().set("spark.sql.adaptive.enabled", false);
    isolated.conf().set("spark.sql.caseSensitive", true);
    // A file that cannot be read to its end is refused, whatever the cluster's defaults are.
    isolated.conf().set("spark.sql.files.ignoreCorruptFiles", false);
    isolated.conf().set("spark.sql.files.ignoreMissingFiles", false);
    // Spark has no type for timestamps of nanoseconds, which pandas writes.
    isolated.conf().set("spark.sql.legacy.parquet.nanosAsLong", true);
    // The reader of files whose pieces can be assigned: see FileScan.
    isolated.conf().set("spark.sql.sources.useV1SourceList", "parquet,csv,orc,json");
    // The smaller the pieces, the fewer rows are decoded by two partitions.
    int pieces = PIECES_PER_CORE * session.sparkContext().defaultParallelism();
    isolated.conf().set("spark.sql.files.minPartitionNum", pieces);
    return isolated;
  }

  /** Series that are left out, if there are any. */
  public Optional<SkippedSeries> skipped() {
    return skipped;
  }

  /** Which time each step has. */
  public Timeline timeline() {
    return timeline.get();
  }

  /** The same for tasks. */
  public TravellingTimeline travelling() {
    return timeline;
  }

  /** The first time of a layout of the series: {@link Timeline#firstPosition}. */
  public long firstTime() {
    return range.from();
  }

  /** The number of steps, at least 2. */
  public long steps() {
    return range.steps();
  }

  /** How the rows will be brought into the order of a layout of this series. */
  public ReadPlan plan(Layout layout) {
    return ReadPlan.choose(order, layout, table.origin().allowance());
  }

  /**
   * Reads a few consecutive steps to the driver, checked like the whole.
   *
   * @param firstStep the first of them, counted from 0
   * @param steps their number, at least 1; no more than the series has from there
   * @return a block of no layout, whose {@code firstStep} is the given one. Where the first of them
   *     are missing and the series is filled, they have the values of the next that is there, or
   *     zeros where all are missing
   * @throws BadInputException for a value that cannot be used, and a duplicate or missing time that
   *     the rules do not allow
   */
  public InputBlock sample(
      long firstStep, int steps, Normalisation normalisation, Precision precision) {
    if (firstStep < 0 || steps < 1 || firstStep + steps > steps()) {
      throw new IllegalArgumentException(
          steps + " steps from step " + firstStep + " of a series of " + steps());
    }
    Layout layout = new Layout(firstTime() + firstStep, steps, steps, 1, 1, 2);
    SeriesBlocks blocks = new SeriesBlocks(table, timeline, layout, normalisation, precision);
    InputBlock block = labels.label(JOBS, "read a sample", () -> checked(blocks));
    return block.at(InputBlock.OF_NO_LAYOUT, firstStep);
  }

  /** The only block of a layout. */
  private InputBlock checked(SeriesBlocks blocks) {
    ReadBlock read = only(blocks.inOrder(order).orElseGet(blocks::shuffled));
    blocks.refuseFaults(read.check(), range);
    int unfilled = (int) read.check().unfilled();
    if (unfilled == 0 || unfilled == read.block().steps()) {
      return read.block();
    }
    double[] next = new double[read.block().width()];
    read.block().input(unfilled, next);
    return read.filledWith(next, 0);
  }

  private ReadBlock only(JavaRDD<ReadBlock> one) {
    return ReadFailure.named(table.query().path(), one::first);
  }

  /**
   * Reads, orders and checks the whole series, and keeps it on the executors.
   *
   * @param layout of this series: its first time and its number of steps
   * @param normalisation of the value columns; the input {@code (value - mean) / std} is computed
   *     in double and rounded to the precision
   * @param storage where the blocks are kept until the result is closed
   * @throws BadInputException for a value that is missing, text, NaN, infinity or, normalised, too
   *     large for the precision; for a row with too few or too many fields; for a duplicate and a
   *     missing time that the rules do not allow; for a file that has changed since the series was
   *     opened
   */
  public LoadedSeries load(
      Layout layout, Normalisation normalisation, Precision precision, StorageLevel storage) {
    return load(layout, normalisation, precision, storage, plan(layout));
  }

  /**
   * Loads by a plan of the caller's choice; falls back to a shuffle where the plan without one is
   * not possible.
   */
  LoadedSeries load(
      Layout layout,
      Normalisation normalisation,
      Precision precision,
      StorageLevel storage,
      ReadPlan plan) {
    if (layout.firstTime() != firstTime() || layout.steps() != steps()) {
      throw new IllegalArgumentException(layout + " for a series over " + range);
    }
    SeriesBlocks blocks = new SeriesBlocks(table, timeline, layout, normalisation, precision);
    return labels.label(JOBS, "read the values", () -> checked(blocks, plan, storage));
  }

  private LoadedSeries checked(SeriesBlocks blocks, ReadPlan plan, StorageLevel storage) {
    LoadedSeries series = keep(blocks, plan, storage);
    return OpenResources.orClose(
        series::close,
        () -> {
          blocks.refuseFaults(series.check(), range);
          series.requireUnchanged();
          return series;
        });
  }

  private LoadedSeries keep(SeriesBlocks blocks, ReadPlan plan, StorageLevel storage) {
    Optional<JavaRDD<ReadBlock>> inOrder =
        plan.inOrder() ? blocks.inOrder(order) : Optional.empty();
    ReadPlan taken =
        plan.inOrder() && inOrder.isEmpty()
            ? ReadPlan.shuffled("its reader does not report the order of the values")
            : plan;
    JavaRDD<ReadBlock> read = inOrder.orElseGet(blocks::shuffled);
    return LoadedSeries.keep(table, read, taken, storage);
  }
}
