// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.streaming;

import static org.apache.spark.sql.functions.col;

import dev.deerpark.app.run.StartWarnings;
import dev.deerpark.base.BadInputException;
import dev.deerpark.base.Names;
import dev.deerpark.io.file.NetworkStateFile;
import dev.deerpark.io.file.ProvisionalFile;
import dev.deerpark.io.file.StateFile;
import dev.deerpark.sequence.time.TimeType;
import dev.deerpark.spark.streaming.StreamTimes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The files in which a batch run leaves its last state, and from which one begins: as rows of a
 * stream's states.
 *
 * @param model whose states these are
 * @param time the name of the column of times
 * @param warning gets a sentence where a state is of a run that did not converge
 */
record StateFiles(SparkSession spark, StreamedModel model, String time, Consumer<String> warning) {

  /**
   * The state in a file as a table of one row: time, model, and the states of the nodes.
   *
   * @param times of the stream
   */
  Dataset<Row> read(String path, TimeType times) {
    StructType type = new StructType().add(time, DataTypes.LongType).add("model", "string");
    for (String name : model.stateNames()) {
      type = type.add(name, "array<double>");
    }
    return spark
        .createDataFrame(List.of(row(path, times)), type)
        .withColumn(time, StreamTimes.shown(timeColumn(), times.kind()));
  }

  private Column timeColumn() {
    return col("`" + time.replace("`", "``") + "`");
  }

  private Row row(String path, TimeType times) {
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    List<Object> columns = new ArrayList<>();
    if (isOne()) {
      StateFile file = StateFile.read(path, model.nodes().get(0).initialState().length, hadoop);
      warn(path, file.converged());
      columns.addAll(List.of(number(path, file.time(), times), file.model(), file.state()));
    } else {
      Map<String, Integer> sizes = new LinkedHashMap<>();
      model.nodes().forEach(node -> sizes.put(node.name(), node.initialState().length));
      NetworkStateFile file = NetworkStateFile.read(path, sizes, hadoop);
      warn(path, file.converged());
      columns.addAll(List.of(number(path, file.time(), times), file.model()));
      model.nodes().forEach(node -> columns.add(file.states().get(node.name())));
    }
    return RowFactory.create(columns.toArray());
  }

  private void warn(String path, boolean converged) {
    if (!converged) {
      warning.accept(StartWarnings.unconverged(path));
    }
  }

  /** The time of a file as a number. */
  private static long number(String path, String time, TimeType times) {
    try {
      return times.parse(time);
    } catch (BadInputException other) {
      throw new BadInputException(
          String.format(
              Locale.ROOT,
              "--initial-state: %s has the state of the time %s, but the times of the stream are of"
                  + " another type: a %s. Give the state of a series with such times.",
              path,
              Names.cut(time),
              times.kind().label()),
          other);
    }
  }

  private boolean isOne() {
    return model.nodes().size() == 1 && model.nodes().get(0).name().isEmpty();
  }

  /**
   * Writes a state, which has to be the only one.
   *
   * @param states rows with the time, the model and the states
   * @throws BadInputException where there is no state or more than one, or the file exists and may
   *     not be replaced
   */
  void write(Dataset<Row> states, String path, boolean overwrite) {
    TimeType.Kind kind = StreamTimes.kind(time, states.schema().apply(time).dataType());
    List<Row> rows =
        states.limit(2).withColumn(time, StreamTimes.number(timeColumn(), kind)).collectAsList();
    if (rows.size() != 1) {
      throw new BadInputException(
          "A state file holds the state of one series, but the checkpoint has "
              + (rows.isEmpty() ? "none" : "several")
              + ". Write the rows of its states as a table.");
    }
    try (ProvisionalFile file = file(rows.get(0), TimeType.of(kind, "UTC"), path, overwrite)) {
      file.put();
      file.keep();
    }
  }

  private ProvisionalFile file(Row row, TimeType times, String path, boolean overwrite) {
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    String at = times.isoText(row.<Long>getAs(time));
    String digest = row.getAs("model");
    if (isOne()) {
      return new StateFile(at, digest, numbers(row, model.stateNames().get(0)))
          .at(path, overwrite, hadoop);
    }
    Map<String, double[]> states = new LinkedHashMap<>();
    for (int node = 0; node < model.nodes().size(); node++) {
      states.put(model.nodes().get(node).name(), numbers(row, model.stateNames().get(node)));
    }
    return new NetworkStateFile(at, digest, states).at(path, overwrite, hadoop);
  }

  private static double[] numbers(Row row, String column) {
    return row.<Double>getList(row.fieldIndex(column)).stream()
        .mapToDouble(Double::doubleValue)
        .toArray();
  }
}
