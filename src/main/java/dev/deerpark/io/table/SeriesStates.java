// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table;

import static org.apache.spark.sql.functions.bit_xor;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import dev.deerpark.base.BadInputException;
import dev.deerpark.base.Names;
import dev.deerpark.base.Precision;
import dev.deerpark.io.table.format.EarlierResult;
import dev.deerpark.io.table.format.LatestRow;
import dev.deerpark.io.table.format.TableColumns;
import dev.deerpark.io.table.format.TimeColumns;
import dev.deerpark.io.table.series.SeriesStart;
import dev.deerpark.io.table.time.Positions;
import dev.deerpark.io.table.time.TravellingTimeline;
import dev.deerpark.sequence.Layout;
import dev.deerpark.sequence.time.TimeType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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
 * time whose row the state has consumed, of the state, and maybe of the model's digest. An earlier
 * run's last states are such, its result, and the states of a stream. Of several rows of a series
 * the latest counts; different ones of the latest time are refused.
 */
public final class SeriesStates {
  /** The column of the digest of the model. */
  public static final String MODEL = "model";

  /** The column of the states. */
  public static final String STATE = "state";

  /** Whether all numbers of a state are finite. */
  public static final Column IS_FINITE = expr("forall(state, x -> abs(x) < double('inf'))");

  private static final String OPTION = "--initial-state";
  private static final String CONTRADICTED = "contradicted";

  private final String path;
  private final TravellingTimeline timeline;
  private final List<String> names;
  private final Precision precision;

  /**
   * The latest of each series: {@link #names}, and the position of its first step, null of none.
   */
  private final Dataset<Row> latest;

  private final Row counts;

  private SeriesStates(
      String path,
      TravellingTimeline timeline,
      List<String> names,
      Precision precision,
      Dataset<Row> latest,
      Row counts) {
    this.path = path;
    this.timeline = timeline;
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
   *     is missing, of another size or not finite
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
    boolean hasModel =
        Arrays.asList(table.columns()).contains(MODEL)
            && !List.of(series, timeColumn).contains(MODEL);
    Column time = TimeColumns.number(named(timeColumn), type);
    Column key = named(series).try_cast(areNumbers ? "bigint" : "string");
    Dataset<Row> latest =
        table
            .select(
                key.as(TableColumns.SERIES),
                time.as(TableColumns.TIME),
                named(timeColumn).as("stored"),
                (hasModel ? col(MODEL) : lit(digest)).as(MODEL),
                state.as(STATE))
            .groupBy(TableColumns.SERIES)
            .agg(
                LatestRow.of(
                        col(TableColumns.TIME),
                        col(TableColumns.TIME),
                        col("stored"),
                        col(MODEL),
                        col(STATE))
                    .as("latest"),
                LatestRow.isContradicted(col(TableColumns.TIME), col(MODEL), col(STATE))
                    .as(CONTRADICTED))
            .select(TableColumns.SERIES, "latest.*", CONTRADICTED)
            .withColumn(
                TableColumns.POSITION, Positions.ofFirst(col(TableColumns.SERIES), timeline));
    Row counts =
        ReadFailure.ofOption(OPTION, path, () -> counts(latest, timeline, size, digest).first());
    SeriesStates read =
        new SeriesStates(path, timeline, List.of(series, timeColumn), precision, latest, counts);
    read.requireUsable(size);
    return read;
  }

  /**
   * Requires names that leave room for the other columns of a table of states.
   *
   * @param option for which such a table is to be written
   * @throws BadInputException where the series or the time has the name of another column
   */
  public static void requireNames(String series, String time, String option) {
    for (String name : List.of(series, time)) {
      if (name.equalsIgnoreCase(MODEL) || name.equalsIgnoreCase(STATE)) {
        throw new BadInputException(
            String.format(
                Locale.ROOT,
                "%s: the input's column \"%s\" has the name of a column of the states that are"
                    + " written. Rename it, such as by --input-sql, or leave %s out.",
                option,
                name,
                option));
      }
    }
  }

  private static void require(
      String path, Dataset<Row> table, String name, String what, Predicate<DataType> fits) {
    if (!Arrays.asList(table.columns()).contains(name)) {
      throw refused(path, "has no column \"" + name + "\" with " + what);
    }
    DataType type = table.schema().apply(name).dataType();
    if (!fits.test(type)) {
      throw refused(
          path, "holds " + type.simpleString() + " in its column \"" + name + "\", not " + what);
    }
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

  private static BadInputException refused(String path, String why) {
    return new BadInputException(
        OPTION
            + ": "
            + path
            + " "
            + why
            + ". Give the last states of a run over such series, or its result.");
  }

  private static Column named(String name) {
    return col("`" + name.replace("`", "``") + "`");
  }

  private static Dataset<Row> counts(
      Dataset<Row> latest, TravellingTimeline timeline, int size, String digest) {
    Column series = col(TableColumns.POSITION);
    Column usable = coalesce(size(col(STATE)).equalTo(size).and(IS_FINITE), lit(false));
    Column fits = Positions.of(col(TableColumns.SERIES), next(timeline), timeline);
    return latest.agg(
        count(lit(1)).as("all"),
        count(series).as("there"),
        count(when(usable, 1)).as("usable"),
        count(when(series.isNotNull().and(col(MODEL).notEqual(digest)), 1)).as("ofOthers"),
        count(when(series.isNotNull().and(fits.notEqual(series).or(fits.isNull())), 1))
            .as("notBefore"),
        min(when(fits.notEqual(series).or(fits.isNull()), series)).as("firstNotBefore"),
        count(when(col(TableColumns.SERIES).isNull(), 1)).as("keyless"),
        count(when(col(CONTRADICTED), 1)).as("contradicted"),
        min(when(col(CONTRADICTED), struct(TableColumns.SERIES, TableColumns.TIME)))
            .as("firstContradicted"),
        bit_xor(
                when(
                    series.isNotNull(),
                    xxhash64(col(TableColumns.SERIES), col(TableColumns.TIME), col(STATE))))
            .as("digest"));
  }

  /** The time after that of a state. */
  private static Column next(TravellingTimeline timeline) {
    return col(TableColumns.TIME).plus(lit(timeline.get().axis().step()));
  }

  private void requireUsable(int size) {
    long unusable = counted("all") - counted("usable");
    if (counted("keyless") > 0) {
      throw refused(path, "has states without a series, or of one that is not of the input's type");
    }
    if (counted("contradicted") > 0) {
      throw contradicted(counts.getStruct(counts.fieldIndex("firstContradicted")));
    }
    if (unusable > 0) {
      throw refused(
          path,
          String.format(
              Locale.ROOT,
              "has %,d states that are not %d finite numbers, as the model's are",
              unusable,
              size));
    }
  }

  private BadInputException contradicted(Row first) {
    return refused(
        path,
        String.format(
            Locale.ROOT,
            "has different rows of the latest time of %,d series: the first is series \"%s\" at %s,"
                + " and which of its rows is the state cannot be told. Leave one of them",
            counted("contradicted"),
            Names.cut(String.valueOf(first.get(0))),
            timeline.get().axis().type().text(first.getLong(1))));
  }

  private long counted(String name) {
    return counts.<Long>getAs(name);
  }

  /** What is to be said of the states before the run goes on from them. */
  public String summary() {
    int series = timeline.get().series();
    long others = counted("all") - counted("there");
    return String.format(
        Locale.ROOT,
        "%,d of %,d series begin with their state in %s%s%s",
        counted("there"),
        series,
        path,
        counted("there") < series ? ", the others as the model does" : "",
        others == 0
            ? ""
            : String.format(
                Locale.ROOT,
                "; it has %,d states of series without rows, which --final-state keeps",
                others));
  }

  /** What is odd about the states but not wrong. */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    if (counted("ofOthers") > 0) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "%,d states in %s were written by a run of another model.",
              counted("ofOthers"),
              path));
    }
    if (counted("notBefore") > 0) {
      long first = counts.<Long>getAs("firstNotBefore");
      warnings.add(
          String.format(
              Locale.ROOT,
              "%,d series do not begin right after their state in %s; the first begins at %s.",
              counted("notBefore"),
              path,
              timeline.get().text(first)));
    }
    return warnings;
  }

  /** A checksum of the states in which series begin. */
  public String digest() {
    Long sum = counts.getAs("digest");
    return String.format(Locale.ROOT, "%016x", sum == null ? 0 : sum);
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
   * The states of series that the run does not have: the series, the time, the model, the state.
   */
  public Dataset<Row> others() {
    return latest
        .filter(col(TableColumns.POSITION).isNull())
        .select(
            col(TableColumns.SERIES).as(names.get(0)),
            col("stored").as(names.get(1)),
            col(MODEL),
            col(STATE));
  }
}
