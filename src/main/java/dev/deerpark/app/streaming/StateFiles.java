// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.streaming;

import dev.deerpark.base.BadInputException;
import dev.deerpark.io.file.NetworkStateFile;
import dev.deerpark.io.file.ProvisionalFile;
import dev.deerpark.io.file.StateFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
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
 * @param time the name of the column of time indexes
 */
record StateFiles(SparkSession spark, StreamedModel model, String time) {

  /** The state in a file as a table of one row: time, model, and the states of the nodes. */
  Dataset<Row> read(String path) {
    StructType type = new StructType().add(time, DataTypes.LongType).add("model", "string");
    for (String name : model.stateNames()) {
      type = type.add(name, "array<double>");
    }
    return spark.createDataFrame(List.of(row(path)), type);
  }

  private Row row(String path) {
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    List<Object> columns = new ArrayList<>();
    if (isOne()) {
      StateFile file = StateFile.read(path, model.nodes().get(0).initialState().length, hadoop);
      columns.addAll(List.of(index(path, file.time()), file.model(), file.state()));
    } else {
      Map<String, Integer> sizes = new LinkedHashMap<>();
      model.nodes().forEach(node -> sizes.put(node.name(), node.initialState().length));
      NetworkStateFile file = NetworkStateFile.read(path, sizes, hadoop);
      columns.addAll(List.of(index(path, file.time()), file.model()));
      model.nodes().forEach(node -> columns.add(file.states().get(node.name())));
    }
    return RowFactory.create(columns.toArray());
  }

  /** The time of a file as a number. */
  private static long index(String path, String time) {
    try {
      return Long.parseLong(time);
    } catch (NumberFormatException other) {
      throw new BadInputException(
          path
              + " has the state of the time "
              + time
              + ", but a stream counts its rows: its times are whole numbers. Give the state of a"
              + " series whose times are such.",
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
    List<Row> rows = states.limit(2).collectAsList();
    if (rows.size() != 1) {
      throw new BadInputException(
          "A state file holds the state of one series, but the checkpoint has "
              + (rows.isEmpty() ? "none" : "several")
              + ". Write the rows of its states as a table.");
    }
    try (ProvisionalFile file = file(rows.get(0), path, overwrite)) {
      file.put();
      file.keep();
    }
  }

  private ProvisionalFile file(Row row, String path, boolean overwrite) {
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    String at = Long.toString(row.<Long>getAs(time));
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
