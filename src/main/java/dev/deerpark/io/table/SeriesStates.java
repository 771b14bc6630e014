// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table;

import static dev.deerpark.io.table.series.StateCounts.CONTRADICTED;
import static dev.deerpark.io.table.series.StateTable.CONVERGED;
import static dev.deerpark.io.table.series.StateTable.MODEL;
import static dev.deerpark.io.table.series.StateTable.OPTION;
import static dev.deerpark.io.table.series.StateTable.STATE;
import static dev.deerpark.io.table.series.StateTable.require;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.deerpark.base.BadInputException;
import dev.deerpark.base.Precision;
import dev.deerpark.io.table.format.EarlierResult;
import dev.deerpark.io.table.format.LatestRow;
import dev.deerpark.io.table.format.TableColumns;
import dev.deerpark.io.table.format.TimeColumns;
import dev.deerpark.io.table.series.SeriesStart;
import dev.deerpark.io.table.series.StateCounts;
import dev.deerpark.io.table.series.StateTable;
import dev.deerpark.io.table.time.Positions;
import dev.deerpark.io.table.time.TravellingTimeline;
import dev.deerpark.sequence.Layout;
import dev.deerpark.sequence.time.TimeType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.IntegralType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.storage.StorageLevel;

/**
 * States in which many series begin, in a folder of Parquet files: columns of the series, of the
 * time whose row the state has consumed, of the state, and maybe of the model's digest and of
 * whether the run converged. An earlier run's last states are such, its result, and the states of a
 * stream. Of several rows of a series the latest counts; different ones of the latest time are
 * refused.
 */
public final class SeriesStates {
  private final List<String> names;
  private final Precision precision;

  /**
   * The latest of each series: {@link #names}, and the position of its first step, null of none.
   */
  private final Dataset<Row> latest;

  private final StateCounts counts;

  private SeriesStates(
      List<String> names, Precision precision, Dataset<Row> latest, StateCounts counts) {
    this.names = names;
    this.precision = precision;
    this.latest = latest;
    this.counts = counts;
  }

  /**
   * Reads the states of series.
   *
   * @param source the series, whose columns of series and of times these are too
   * @param timeColumn its name
   * @param size D
   * @param states those in a table as arrays of double; empty where it has none
   * @param digest of the run's model, also where the table does not say whose its states are
   * @throws BadInputException for a column that is missing or of another type, and for a state that
   *     is missing, of another size or, in this precision, not finite
   */
  public static SeriesStates read(
      SparkSession spark,
      String path,
      SeriesSource source,
      String timeColumn,
      int size,
      Function<Dataset<Row>, Optional<Column>> states,
      String digest,
      Precision precision) {
    TravellingTimeline timeline = source.travelling();
    TimeType type = timeline.get().axis().type();
    Dataset<Row> table =
        ReadFailure.ofOption(OPTION, path, () -> EarlierResult.read(spark, path, type));
    String series = timeline.get().keys().column();
    boolean areNumbers = timeline.get().keys().areNumbers();
    require(path, table, series, "the series of the input", stored -> fits(stored, areNumbers));
    require(
        path,
        table,
        timeColumn,
        "a " + type.kind().label() + " as the input does",
        stored -> TimeColumns.holds(stored, type));
    Column state = state(path, table, states);
    Predicate<String> has =
        name ->
            Arrays.asList(table.columns()).contains(name)
                && !List.of(series, timeColumn).contains(name);
    Column time = TimeColumns.number(named(timeColumn), type);
    Column key = named(series).try_cast(areNumbers ? "bigint" : "string");
    Dataset<Row> latest =
        table
            .select(
                key.as(TableColumns.SERIES),
                time.as(TableColumns.TIME),
                named(timeColumn).as("stored"),
                (has.test(MODEL) ? col(MODEL) : lit(digest)).as(MODEL),
                (has.test(CONVERGED) ? StateTable.hasConverged() : lit(true)).as(CONVERGED),
                state.as(STATE))
            .groupBy(TableColumns.SERIES)
            .agg(
                LatestRow.of(
                        col(TableColumns.TIME),
                        col(TableColumns.TIME),
                        col("stored"),
                        col(MODEL),
                        col(CONVERGED),
                        col(STATE))
                    .as("latest"),
                LatestRow.isContradicted(col(TableColumns.TIME), col(MODEL), col(STATE))
                    .as(CONTRADICTED))
            .select(TableColumns.SERIES, "latest.*", CONTRADICTED)
            .withColumn(
                TableColumns.POSITION, Positions.ofFirst(col(TableColumns.SERIES), timeline));
    StateCounts counts =
        ReadFailure.ofOption(
            OPTION, path, () -> StateCounts.of(latest, path, timeline, size, digest, precision));
    counts.requireUsable(size);
    return new SeriesStates(List.of(series, timeColumn), precision, latest, counts);
  }

  private static Column state(
      String path, Dataset<Row> table, Function<Dataset<Row>, Optional<Column>> states) {
    boolean inOne = Arrays.asList(table.columns()).contains(STATE);
    Optional<Column> state = states.apply(table);
    if (inOne || state.isEmpty()) {
      require(path, table, STATE, "arrays of numbers", EarlierResult::canHoldStates);
    }
    return state.orElseThrow();
  }

  private static boolean fits(DataType stored, boolean areNumbers) {
    return stored instanceof StringType || areNumbers && stored instanceof IntegralType;
  }

  private static Column named(String name) {
    return col("`" + name.replace("`", "``") + "`");
  }

  /** What there is to say of them. */
  public StateCounts counts() {
    return counts;
  }

  /** The state of the first series, {@code [D]}, where it has one. */
  public Optional<double[]> first() {
    return latest
        .filter(col(TableColumns.POSITION).equalTo(0))
        .select(STATE)
        .collectAsList()
        .stream()
        .findFirst()
        .map(row -> numbers(row, precision));
  }

  private static double[] numbers(Row row, Precision precision) {
    List<Double> list = row.getList(row.fieldIndex(STATE));
    return list.stream().mapToDouble(number -> precision.round(number)).toArray();
  }

  /** The states in the partitions of a layout, persisted for the caller. */
  public JavaRDD<SeriesStart> starts(Layout layout) {
    Precision precise = precision;
    return latest
        .filter(col(TableColumns.POSITION).isNotNull())
        .select(TableColumns.POSITION, STATE)
        .repartitionById(layout.partitions(), SeriesBlocks.partitionOfPosition(layout))
        .sortWithinPartitions(TableColumns.POSITION)
        .toJavaRDD()
        .map(row -> new SeriesStart(row.getLong(0), numbers(row, precise)))
        .setName("start states of series")
        .persist(StorageLevel.MEMORY_AND_DISK());
  }

  /**
   * The states of series that the run does not have: the series, the time, the model, whether the
   * run converged that wrote them, the state.
   */
  public Dataset<Row> others() {
    return latest
        .filter(col(TableColumns.POSITION).isNull())
        .select(
            col(TableColumns.SERIES).as(names.get(0)),
            col("stored").as(names.get(1)),
            col(MODEL),
            col(CONVERGED),
            col(STATE));
  }
}
