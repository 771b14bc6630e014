// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.streaming;

import dev.deerpark.base.BadInputException;
import dev.deerpark.base.Names;
import dev.deerpark.io.trajectory.OutputTarget;
import dev.deerpark.io.trajectory.ResultForm;
import dev.deerpark.io.trajectory.TableTarget;
import dev.deerpark.settings.InputSettings;
import dev.deerpark.settings.OutputSettings.Mode;
import dev.deerpark.settings.streaming.StreamCommandSettings;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.DataStreamReader;
import org.apache.spark.sql.types.StructType;

/**
 * The folders and tables of a stream. Its results belong to the checkpoint with which it began:
 * with another one, what was written before would count as written, or be written twice.
 */
record StreamPlaces(SparkSession spark, StreamCommandSettings settings) {
  /** What a query writes into its checkpoint first. */
  private static final String BEGUN = "metadata";

  /** What it writes there once a micro-batch has been written. */
  private static final String WRITTEN = "commits";

  /**
   * How files are read unless it is said otherwise. Spark takes columns of CSV by their places:
   * names that differ must not pass for others. And a file that cannot be read is no file without
   * rows, whatever the cluster's defaults are.
   */
  private static final Map<String, Boolean> SOURCE =
      Map.of(
          "header", true,
          "enforceSchema", false,
          "ignoreCorruptFiles", false,
          "ignoreMissingFiles", false);

  private InputSettings input() {
    return settings.stream().run().input();
  }

  private Optional<String> output() {
    return settings.stream().run().output().path();
  }

  private Optional<String> table() {
    return settings.stream().run().output().table();
  }

  /** Whether the checkpoint is that of a stream that has begun before. */
  boolean goesOn() {
    return exists(new Path(settings.checkpoint(), BEGUN));
  }

  /**
   * @throws BadInputException for folders that lie in each other, a table that is both read and
   *     written, and an output that is not that of the checkpoint
   */
  void require() {
    input().path().ifPresent(this::requireFolder);
    requireApart();
    output()
        .ifPresent(
            path -> {
              boolean holds = holds(new Path(path));
              requireOwn("--output: " + path, holds, holds ? "" : "is empty", "folder");
            });
    if (table().isPresent()) {
      TableTarget target = target(table().get());
      input().table().ifPresent(name -> target.requireOther(batch(name)));
      requireOwn(
          "--output-table: " + table().get(),
          target.hasRows(),
          target.exists() ? "" : "does not exist",
          "table");
    }
  }

  /**
   * @param holds whether there are results already
   * @param lacks why there can be none; empty where there can
   * @param kind of the place, for people
   */
  private void requireOwn(String place, boolean holds, String lacks, String kind) {
    if (!goesOn() && holds) {
      throw new BadInputException(
          place
              + " holds something already, but nothing has been streamed with the checkpoint "
              + settings.checkpoint()
              + ". Give the checkpoint with which it was begun, or another "
              + kind
              + ".");
    }
    if (goesOn() && !lacks.isEmpty() && holds(new Path(settings.checkpoint(), WRITTEN))) {
      throw new BadInputException(
          place
              + " "
              + lacks
              + ", but the stream of the checkpoint "
              + settings.checkpoint()
              + " has written results. Give their "
              + kind
              + ", or begin with another checkpoint.");
    }
  }

  /**
   * @param type of the results
   * @throws BadInputException where the output holds results in other columns or another format
   */
  void requireColumns(StructType type) {
    output().filter(path -> holds(new Path(path))).ifPresent(path -> requireColumns(path, type));
    table()
        .map(this::target)
        .ifPresent(
            target -> {
              target.requireColumns(type);
              target.requireTypes(type);
            });
  }

  private void requireColumns(String path, StructType type) {
    String format = settings.stream().run().output().format().orElse("parquet");
    StructType found =
        readable(
            "--output: " + path + " holds results that, as " + format + ",",
            () -> spark.read().format(format).load(path).schema());
    // the fields of JSON come by their names' order, and in types that are made up
    if (!Set.of(found.fieldNames()).equals(Set.of(type.fieldNames()))) {
      throw new BadInputException(
          "--output: "
              + path
              + " holds results with the columns "
              + Names.list(List.of(found.fieldNames()))
              + ", and these have "
              + Names.list(List.of(type.fieldNames()))
              + ". Give the options with which the stream was begun, or begin another.");
    }
  }

  /** The format is Spark's to compare, as the same command has to go on with its own table. */
  private TableTarget target(String name) {
    return new TableTarget(spark, name, Mode.APPEND, ResultForm.PLAIN);
  }

  private Dataset<Row> batch(String table) {
    return readable("--input-table: " + table, () -> spark.table(table));
  }

  private void requireFolder(String path) {
    if (!isFolder(new Path(path))) {
      throw new BadInputException(
          "--input: "
              + path
              + " is not a folder. Name the one in which files arrive; it may be empty.");
    }
  }

  /** What is written must not be read as rows or states, nor a model or a state as rows. */
  private void requireApart() {
    Optional<String> checkpoint = Optional.of(settings.checkpoint());
    Optional<String> states = input().initialState();
    requireApart("--output", output(), "--input", input().path());
    requireApart("--checkpoint", checkpoint, "--input", input().path());
    requireApart("--checkpoint", checkpoint, "--output", output());
    requireApart("--initial-state", states, "--input", input().path());
    requireApart("--initial-state", states, "--output", output());
    requireApart("--initial-state", states, "--checkpoint", checkpoint);
    requireApart("--model", settings.stream().run().model().sidecar(), "--input", input().path());
  }

  private void requireApart(
      String one, Optional<String> its, String other, Optional<String> place) {
    if (its.isEmpty() || place.isEmpty()) {
      return;
    }
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    if (OutputTarget.isWithin(hadoop, its.get(), place.get())
        || OutputTarget.isWithin(hadoop, place.get(), its.get())) {
      throw new BadInputException(
          one + " and " + other + " are the same place, or one lies in the other. Give two.");
    }
  }

  /**
   * The rows that arrive.
   *
   * @throws BadInputException where they cannot be read as a stream
   */
  Dataset<Row> source() {
    DataStreamReader reader = spark.readStream().options(settings.sourceOptions());
    if (input().table().isPresent()) {
      String table = input().table().get();
      return readable("--input-table: " + table, () -> reader.table(table));
    }
    String path = input().path().orElseThrow();
    SOURCE.forEach(
        (option, value) -> {
          // Spark does not tell names of options apart by their case
          if (settings.sourceOptions().keySet().stream().noneMatch(option::equalsIgnoreCase)) {
            reader.option(option, value);
          }
        });
    reader.format(settings.format().sparkName());
    StructType schema = schema(path);
    boolean fromText =
        settings.format().isText()
            && !TextNumbers.areLeftToSpark(settings.sourceOptions().keySet());
    TextNumbers numbers = new TextNumbers(schema, input().timeColumn(), settings.stream().series());
    return readable(
        "--input: " + path,
        () -> fromText ? numbers.load(reader, path) : reader.schema(schema).load(path));
  }

  private StructType schema(String path) {
    if (settings.schema().isPresent()) {
      return readable("--schema", () -> StructType.fromDDL(settings.schema().get()));
    }
    if (settings.format().isText() || !holds(new Path(path))) {
      throw new BadInputException(
          "--schema is missing: "
              + (settings.format().isText()
                  ? "files of " + settings.format().label() + " do not say the types of columns"
                  : path + " has no file yet")
              + ". Name the columns and their types, such as --schema \"t BIGINT, flow DOUBLE\".");
    }
    return readable(
        "--input: " + path,
        () -> spark.read().format(settings.format().sparkName()).load(path).schema());
  }

  private static <T> T readable(String place, Callable<T> read) {
    return SparkRefusal.named(place + " cannot be streamed", read);
  }

  private boolean exists(Path path) {
    return on(path, files -> files.exists(path));
  }

  private boolean isFolder(Path path) {
    return on(path, files -> files.exists(path) && files.getFileStatus(path).isDirectory());
  }

  private boolean holds(Path path) {
    return on(path, files -> files.exists(path) && files.listStatus(path).length > 0);
  }

  private interface Look<T> {
    T at(FileSystem files) throws IOException;
  }

  private <T> T on(Path path, Look<T> look) {
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    try {
      return look.at(path.getFileSystem(hadoop));
    } catch (IOException failure) {
      throw new BadInputException(
          path + " cannot be reached: " + Names.cut(String.valueOf(failure.getMessage())), failure);
    }
  }
}
