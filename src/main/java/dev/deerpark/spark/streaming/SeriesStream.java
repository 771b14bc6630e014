// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark.streaming;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.deerpark.base.BadInputException;
import dev.deerpark.io.table.format.EarlierResult;
import dev.deerpark.io.table.format.LatestRow;
import dev.deerpark.io.trajectory.NetworkSchema;
import dev.deerpark.io.trajectory.StateColumns;
import dev.deerpark.sequence.time.TimeType;
import dev.deerpark.settings.streaming.OrderRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.KeyValueGroupedDataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.OutputMode;
import org.apache.spark.sql.streaming.TimeMode;
import org.apache.spark.sql.types.StructField;

/**
 * A network over the rows of a stream, as Spark's {@code transformWithState}: each series goes on
 * from its stored state.
 */
public final class SeriesStream {
  /** Spark's setting for the store of the states. */
  public static final String PROVIDER = "spark.sql.streaming.stateStore.providerClass";

  /** The store that comes with Spark and can hold them. */
  public static final String ROCKS_DB =
      "org.apache.spark.sql.execution.streaming.state.RocksDBStateStoreProvider";

  private static final String CONTRADICTED = "contradicted";
  private static final String DEFAULT_PROVIDER = "HDFSBackedStateStoreProvider";

  private final ForwardNetwork network;
  private final StateFormat format;
  private final StreamColumns columns;
  private final OrderRules rules;
  private final NonFiniteResults nonFinite;

  /**
   * @param network what is walked
   * @param arithmetic its kernels and precision, for people
   * @param digest of the model
   * @param stateNames the names of the nodes' states, in the result and where they are stored
   * @param series the column that tells the series apart; empty where all rows are of one series
   * @param times what the time column holds
   * @param values the columns of the model's inputs, in its order
   * @param given the columns of the result, beside that of the series
   * @param nonFinite gets the results whose outputs are not finite
   * @throws BadInputException where a column has two meanings
   */
  public SeriesStream(
      ForwardNetwork network,
      String arithmetic,
      String digest,
      List<String> stateNames,
      Optional<String> series,
      StreamTimes times,
      List<String> values,
      NetworkSchema given,
      OrderRules rules,
      NonFiniteResults nonFinite) {
    this.network = network;
    this.format =
        new StateFormat(
            digest,
            arithmetic,
            network.precision(),
            times.type().kind(),
            stateNames,
            network.nodes().stream().map(ForwardNetwork.Node::stateSize).toList());
    this.columns = new StreamColumns(series.orElse(null), given.timeColumn(), times, values, given);
    this.rules = rules;
    this.nonFinite = nonFinite;
  }

  /**
   * The results of the rows of a table or stream: one for each row that is walked, in the order of
   * time within a series.
   *
   * @param rows with a time column of the times' type, and numbers in the value columns
   * @param initial the states to begin with, as {@link #statesAt} or a result of this model has
   *     them: the latest of each series counts, and different ones of the latest time end the
   *     query. A series that it does not have begins as the model does
   * @throws BadInputException for columns that cannot be used, and where the session's state store
   *     is none that {@code transformWithState} works with
   */
  public Dataset<Row> results(Dataset<Row> rows, Optional<Dataset<Row>> initial) {
    SparkSession spark = rows.sparkSession();
    requireStateStore(spark);
    Dataset<Row> none =
        spark.createDataFrame(
            List.of(), format.type().add(CONTRADICTED, "boolean").add("key", "string"));
    KeyValueGroupedDataset<String, Row> states =
        initial
            .map(this::latest)
            .orElse(none)
            .groupByKey((MapFunction<Row, String>) SeriesStream::key, Encoders.STRING());
    return columns.shown(
        columns
            .of(rows)
            .groupByKey((MapFunction<Row, String>) StreamColumns::key, Encoders.STRING())
            .transformWithState(
                new SeriesProcessor(network, format, columns, rules, nonFinite),
                TimeMode.None(),
                OutputMode.Append(),
                states,
                Encoders.row(columns.type()),
                Encoders.row(none.schema())));
  }

  /** Only RocksDB can keep what transformWithState asks for; Spark's own message is a long one. */
  private static void requireStateStore(SparkSession spark) {
    String provider = spark.conf().get(PROVIDER, DEFAULT_PROVIDER);
    if (provider.endsWith(DEFAULT_PROVIDER)) {
      throw new BadInputException(
          "Spark's default state store cannot hold the states of a stream. Set "
              + PROVIDER
              + " to "
              + ROCKS_DB
              + ", which comes with Spark.");
    }
  }

  /**
   * The latest state of each series as a row of the state's format, with its key at the end, and
   * before it whether another row of its time says otherwise.
   */
  private Dataset<Row> latest(Dataset<Row> given) {
    columns.requireTime(given);
    List<Column> read = new ArrayList<>();
    Column time = StreamColumns.named(columns.time());
    read.add(StreamTimes.number(time, format.times()).as(StateFormat.TIME));
    read.add(orElse(given, StateFormat.MODEL, lit(format.model())));
    read.add(orElse(given, StateFormat.ARITHMETIC, lit(format.arithmetic())));
    read.add(orElse(given, StateFormat.VALUES, lit(null).cast(StateFormat.NUMBERS)));
    read.add(lit(format.times().name()).as(StateFormat.TIMES));
    for (String state : format.states()) {
      Optional<Column> stored = StateColumns.stored(given, state);
      if (stored.isEmpty() || Arrays.asList(given.columns()).contains(state)) {
        StreamColumns.require(given, state, "arrays of numbers", EarlierResult::canHoldStates);
      }
      read.add(stored.orElseThrow().as(state));
    }
    return given
        .groupBy(columns.key().as("key"))
        .agg(
            LatestRow.of(time, read.toArray(Column[]::new)).as("latest"),
            LatestRow.isContradicted(time, read.toArray(Column[]::new)).as(CONTRADICTED))
        .select(col("latest.*"), col(CONTRADICTED), col("key"));
  }

  /** The series of a row of states. */
  private static String key(Row state) {
    if (state.isNullAt(state.size() - 1)) {
      throw new BadInputException(
          "A row of the states to begin with has no value in the series column, and belongs to no"
              + " series. Drop such rows before.");
    }
    return state.getString(state.size() - 1);
  }

  private static Column orElse(Dataset<Row> given, String name, Column otherwise) {
    boolean has = Arrays.asList(given.columns()).contains(name);
    return (has ? StreamColumns.named(name) : otherwise).as(name);
  }

  /**
   * The states in the checkpoint of a query over {@link #results}, one row for each series: the
   * series' name, the time that its state has consumed, the model's digest, the arithmetic, the
   * values of that time, and the states as arrays of double.
   *
   * @param checkpoint the query's checkpoint location
   */
  public Dataset<Row> statesAt(SparkSession spark, String checkpoint) {
    requireStateStore(spark);
    Dataset<Row> stored =
        spark
            .read()
            .format("statestore")
            .option("stateVarName", SeriesProcessor.STATE)
            .load(checkpoint);
    TimeType.Kind kind =
        stored.select(field(StateFormat.TIMES)).limit(1).collectAsList().stream()
            .findFirst()
            .map(row -> TimeType.Kind.valueOf(row.getString(0)))
            .orElse(TimeType.Kind.INDEX);
    List<Column> shown = new ArrayList<>();
    if (columns.series() != null) {
      shown.add(col("key.value").as(columns.series()));
    }
    shown.add(StreamTimes.shown(field(StateFormat.TIME), kind).as(columns.time()));
    for (String name : format.type().fieldNames()) {
      if (!name.equals(StateFormat.TIME) && !name.equals(StateFormat.TIMES)) {
        shown.add(field(name).as(name));
      }
    }
    return stored.select(shown.toArray(Column[]::new));
  }

  /**
   * A column of a table.
   *
   * @throws BadInputException where it has none of that name
   */
  public static StructField column(Dataset<Row> rows, String name) {
    return StreamColumns.field(rows, name);
  }

  private static Column field(String name) {
    return col("value").getField(name);
  }
}
