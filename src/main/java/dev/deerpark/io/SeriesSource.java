package dev.deerpark.io;

import static org.apache.spark.sql.functions.expr;

import dev.deerpark.recurrence.Normalisation;
import dev.deerpark.sequence.BadInputException;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Layout;
import dev.deerpark.sequence.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.storage.StorageLevel;

/**
 * A series in a table of any size, with its rows in any order over any number of files.
 *
 * <p>Opening it reads the time column once; loading it reads and shuffles everything once. No step
 * of either brings the series to the driver or into one task; a gzipped file, which cannot be
 * split, is unpacked by one.
 */
public final class SeriesSource {
  private final InputTable table;
  private final TimeRange range;

  private SeriesSource(InputTable table, TimeRange range) {
    this.table = table;
    this.range = range;
  }

  /**
   * Opens a series and checks its columns and its time indexes.
   *
   * @param session any session; what is set in it alone, rather than for the application, is not
   *     used
   * @throws BadInputException for an unreadable path, a missing or unsuitable column, no rows, one
   *     row, a range outside the data, or time indexes that are missing, textual, negative,
   *     duplicate or skipped
   */
  public static SeriesSource open(SparkSession session, SeriesQuery query) {
    InputTable table = InputTable.open(isolated(session), query);
    return new SeriesSource(table, TimeCheck.check(table));
  }

  private static SparkSession isolated(SparkSession session) {
    SparkSession isolated = session.newSession();
    // Adaptive execution merges small partitions; a partition here is a place in time.
    isolated.conf().set("spark.sql.adaptive.enabled", false);
    isolated.conf().set("spark.sql.caseSensitive", true);
    return isolated;
  }

  /** The time index of step 0. */
  public long firstTime() {
    return range.from();
  }

  /** The number of steps, at least 2. */
  public long steps() {
    return range.steps();
  }

  /**
   * Reads a few consecutive steps to the driver, checked like the whole.
   *
   * @param firstStep the first of them, counted from 0
   * @param steps how many, at least 1; no more than the series has from there
   * @return the block 0 of a layout of its own, whose {@code firstStep} is the given one
   * @throws BadInputException for a value that cannot be used, a duplicate or a skipped time index
   */
  public InputBlock sample(
      long firstStep, int steps, Normalisation normalisation, Precision precision) {
    if (firstStep < 0 || steps < 1 || firstStep + steps > steps()) {
      throw new IllegalArgumentException(
          steps + " steps from step " + firstStep + " of a series of " + steps());
    }
    Layout layout = new Layout(firstTime() + firstStep, steps, steps, 1, 1, 2);
    ReadBlock read = checked(() -> read(layout, normalisation, precision).collect()).get(0);
    refuseFaults(read.check(), layout, normalisation, precision);
    InputBlock block = read.block();
    return new InputBlock(0, firstStep, steps, block.width(), block.inputs());
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
   *     skipped time index
   */
  public LoadedSeries load(
      Layout layout, Normalisation normalisation, Precision precision, StorageLevel storage) {
    if (layout.firstTime() != firstTime() || layout.steps() != steps()) {
      throw new IllegalArgumentException(layout + " for a series over " + range);
    }
    JavaRDD<ReadBlock> read = read(layout, normalisation, precision);
    read.setName("input blocks").persist(storage);
    try {
      ReadBlock.Check check = checked(() -> LoadedSeries.check(read));
      refuseFaults(check, layout, normalisation, precision);
      return new LoadedSeries(read, check.checksum());
    } catch (Throwable failure) {
      read.unpersist(false);
      throw failure;
    }
  }

  private <T> T checked(Supplier<T> action) {
    return ReadFailure.named(table.query().path(), action);
  }

  private void refuseFaults(
      ReadBlock.Check check, Layout layout, Normalisation normalisation, Precision precision) {
    TimeRange read = new TimeRange(layout.firstTime(), layout.firstTime() + layout.steps());
    if (check.rows() != layout.steps() || check.misplaced() > 0) {
      TimeFaults.refuse(table, read, table.query().path());
    }
    if (check.unusable() > 0) {
      ValueFaults.refuse(table, read, normalisation, precision);
    }
  }

  private JavaRDD<ReadBlock> read(Layout layout, Normalisation normalisation, Precision precision) {
    int width = table.query().valueColumns().size();
    if (normalisation.mean().length != width) {
      throw new IllegalArgumentException(
          "a normalisation of " + normalisation.mean().length + " columns for " + width);
    }
    JavaRDD<InternalRow> rows = ordered(layout).queryExecution().toRdd().toJavaRDD();
    return rows.mapPartitionsWithIndex(
        (partition, part) -> new BlockReader(part, layout, partition, normalisation, precision),
        true);
  }

  /** The rows of a layout, each in the partition that owns its block, sorted by time. */
  private Dataset<Row> ordered(Layout layout) {
    List<Column> columns = new ArrayList<>();
    columns.add(table.time().as("time"));
    for (int i = 0; i < table.query().valueColumns().size(); i++) {
      columns.add(table.value(i).as("value" + i));
    }
    TimeRange wanted = new TimeRange(layout.firstTime(), layout.firstTime() + layout.steps());
    return table
        .rows(wanted)
        .select(columns.toArray(Column[]::new))
        .repartitionById(layout.partitions(), partitionOfTime(layout))
        .sortWithinPartitions("time");
  }

  /** {@link Layout#partitionOf} of {@link Layout#blockOf}, in SQL. */
  private static Column partitionOfTime(Layout layout) {
    return expr(
        String.format(
            Locale.ROOT,
            "cast((((time - %d) div %d + 1) * %d - 1) div %d as int)",
            layout.firstTime(),
            layout.blockSteps(),
            layout.partitions(),
            layout.blocks()));
  }
}
