// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import dev.deerpark.base.BadInputException;
import dev.deerpark.io.job.JobLabels;
import dev.deerpark.io.table.ReadFailure;
import dev.deerpark.io.table.format.EarlierResult;
import dev.deerpark.io.table.format.TimeColumns;
import dev.deerpark.io.table.time.Positions;
import dev.deerpark.io.table.time.TravellingTimeline;
import dev.deerpark.io.trajectory.StateColumns;
import dev.deerpark.sequence.Layout;
import dev.deerpark.sequence.States;
import dev.deerpark.sequence.time.SeriesKeys;
import dev.deerpark.sequence.time.TimeType;
import dev.deerpark.sequence.time.Timeline;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import scala.Tuple2;

/**
 * Start states of segments from an earlier result over the same times: the state before a segment
 * is the result's state at the time before it.
 */
public final class WarmStates {
  private static final String GROUP = "deerpark warm states";
  private static final String STATE = StateColumns.STATE;
  private static final String OPTION = "--guess warm";

  private WarmStates() {}

  /**
   * Reads the states.
   *
   * @param path of a result that was written with states
   * @param times of the steps, and the series of each where there are many
   * @return start states of each block, in the layout's blocks and partitions, lazily; the state
   *     before step 0 is zeros
   * @throws BadInputException where a state is missing or of another size, and where there are
   *     different ones of a time
   */
  public static JavaRDD<States> read(
      SparkSession spark,
      String path,
      String timeColumn,
      TravellingTimeline times,
      Layout layout,
      int stateSize) {
    JobLabels labels = new JobLabels(spark.sparkContext());
    Timeline timeline = times.get();
    Dataset<Row> result = open(spark, path, timeColumn, timeline, labels);
    Column time = TimeColumns.number(quoted(timeColumn), timeline.axis().type());
    Column position =
        timeline.isOfSeries()
            ? Positions.of(key(timeline.keys()), time, times)
            : Positions.of(time, timeline);
    Dataset<Row> states =
        result
            .select(
                position.minus(lit(layout.firstTime() - 1)).cast("long").as("step"),
                StateColumns.stored(result, STATE).orElseThrow().as(STATE))
            .where(
                col("step")
                    .gt(0)
                    .and(col("step").lt(layout.steps()))
                    .and(col("step").mod(layout.segmentLength()).equalTo(0)));
    labels.label(
        GROUP,
        "check the states",
        () ->
            ReadFailure.ofOption(
                OPTION,
                path,
                () -> {
                  check(path, states, timeline, layout, stateSize);
                  return path;
                }));
    JavaPairRDD<Integer, Tuple2<Long, double[]>> keyed =
        states.toJavaRDD().mapToPair(row -> keyed(row, layout));
    return keyed
        .partitionBy(new ByLayout(layout))
        .mapPartitionsWithIndex(new Fill(layout, stateSize), true);
  }

  private static Column key(SeriesKeys keys) {
    return quoted(keys.column()).try_cast(keys.areNumbers() ? "bigint" : "string");
  }

  private static Dataset<Row> open(
      SparkSession spark, String path, String timeColumn, Timeline timeline, JobLabels labels) {
    TimeType type = timeline.axis().type();
    Dataset<Row> result =
        labels.label(
            GROUP,
            "read the schema",
            () -> ReadFailure.ofOption(OPTION, path, () -> EarlierResult.read(spark, path, type)));
    List<String> needed = new ArrayList<>(List.of(timeColumn));
    if (timeline.isOfSeries()) {
      needed.add(timeline.keys().column());
    }
    List<String> columns = List.of(result.columns());
    for (String column : needed) {
      if (!columns.contains(column)) {
        throw without(path, column);
      }
    }
    if (StateColumns.stored(result, STATE).isEmpty()) {
      throw without(path, STATE);
    }
    requireType(
        path,
        result,
        timeColumn,
        stored -> TimeColumns.holds(stored, type),
        "a " + type.kind().label() + " as the input does");
    if (columns.contains(STATE)) {
      requireType(path, result, STATE, EarlierResult::canHoldStates, "arrays of numbers");
    }
    return result;
  }

  private static BadInputException without(String path, String column) {
    return refused(path, "has no column '" + column + "': give a result written with its states");
  }

  private static void requireType(
      String path, Dataset<Row> result, String column, Predicate<DataType> fits, String wanted) {
    DataType type = result.schema().apply(column).dataType();
    if (!fits.test(type)) {
      throw refused(
          path,
          "holds "
              + type.simpleString()
              + " in its column '"
              + column
              + "', not "
              + wanted
              + ": give a result written with its states");
    }
  }

  /** The column of exactly this name: an unquoted name would be parsed as an expression. */
  private static Column quoted(String name) {
    return col("`" + name.replace("`", "``") + "`");
  }

  private static void check(
      String path, Dataset<Row> states, Timeline timeline, Layout layout, int stateSize) {
    Column hash = xxhash64(col(STATE));
    Row counts =
        states
            .where(size(col(STATE)).equalTo(stateSize))
            .groupBy("step")
            .agg(min(hash).notEqual(max(hash)).as("contradicted"))
            .agg(count(lit(1)), min(when(col("contradicted"), col("step"))))
            .first();
    long fitting = counts.getLong(0);
    if (fitting != layout.segments() - 1) {
      throw refused(
          path,
          String.format(
              Locale.ROOT,
              "has the states of %d numbers before %,d of the %,d segments: give a result of the"
                  + " same model over the same times, written without --every",
              stateSize,
              fitting,
              layout.segments() - 1));
    }
    if (!counts.isNullAt(1)) {
      throw refused(
          path,
          "has different states of the time "
              + timeline.text(counts.getLong(1) - 1)
              + ": give a result with one row of each time");
    }
  }

  private static BadInputException refused(String path, String why) {
    return new BadInputException(OPTION + ":" + path + ": it " + why + ".");
  }

  private static Tuple2<Integer, Tuple2<Long, double[]>> keyed(Row row, Layout layout) {
    List<Double> state = row.getList(1);
    double[] numbers = state.stream().mapToDouble(Double::doubleValue).toArray();
    long segment = row.getLong(0) / layout.segmentLength();
    return new Tuple2<>(layout.blockOf(row.getLong(0)), new Tuple2<>(segment, numbers));
  }

  /** Sends a block to its partition in the layout. */
  private static final class ByLayout extends Partitioner {
    private final Layout layout;

    ByLayout(Layout layout) {
      this.layout = layout;
    }

    @Override
    public int numPartitions() {
      return layout.partitions();
    }

    @Override
    public int getPartition(Object block) {
      return layout.partitionOf((Integer) block);
    }
  }

  /** Puts the states of a partition into their blocks. */
  private record Fill(Layout layout, int size)
      implements Function2<
          Integer, Iterator<Tuple2<Integer, Tuple2<Long, double[]>>>, Iterator<States>> {
    @Override
    public Iterator<States> call(
        Integer partition, Iterator<Tuple2<Integer, Tuple2<Long, double[]>>> states) {
      int first = layout.firstBlock(partition);
      List<States> blocks = new ArrayList<>();
      for (int block = first; block < layout.firstBlock(partition + 1); block++) {
        blocks.add(States.zeros(layout.segmentsOf(block), size));
      }
      while (states.hasNext()) {
        Tuple2<Integer, Tuple2<Long, double[]>> state = states.next();
        int block = state._1();
        int segment = (int) (state._2()._1() - layout.firstSegment(block));
        blocks.get(block - first).set(segment, state._2()._2());
      }
      return blocks.iterator();
    }
  }
}
