// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.ml;

import static org.apache.spark.sql.functions.col;

import dev.deerpark.Deerpark;
import dev.deerpark.EvaluateOptions;
import dev.deerpark.base.BadInputException;
import dev.deerpark.settings.ColumnNames;
import dev.deerpark.settings.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.functions;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.ml.util.DefaultParamsReadable;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Adds to each row of a series what a recurrence makes of it: the outputs, or the states, as a
 * vector.
 *
 * <p>The series is solved when it is transformed, because whether that converges is known only
 * then; the vectors are walked when they are used, and what they are walked from is freed when no
 * DataFrame refers to it any more. The rows are joined to the vectors by their times, and by their
 * series where the option {@code series-column} tells many apart.
 */
public final class RecurrenceTransformer extends Transformer implements DefaultParamsWritable {
  private static final long serialVersionUID = 1L;

  private static final String OUTPUTS = "outputs";
  private static final String STATES = "states";

  /** What says what some options say. */
  private static final Map<String, String> PARAMETERS =
      Map.of(
          Option.MODEL.bareName(), "setModel",
          Option.TIME_COLUMN.bareName(), "setTimeCol",
          Option.VALUE_COLUMNS.bareName(), "setInputCols",
          Option.EMIT.bareName(), "setEmit");

  private final String uid;
  private final Param<String> model;
  private final Param<String> timeCol;
  private final StringArrayParam inputCols;
  private final Param<String> outputCol;
  private final Param<String> emit;
  private final StringArrayParam options;

  public RecurrenceTransformer() {
    this(Identifiable$.MODULE$.randomUID("recurrence"));
  }

  /**
   * @param uid a unique name of this stage
   */
  public RecurrenceTransformer(String uid) {
    this.uid = uid;
    model = new Param<>(this, "model", "the path of the model: a JSON sidecar or an ONNX file");
    timeCol =
        new Param<>(this, "timeCol", "the column of times: whole numbers, dates or timestamps");
    inputCols =
        new StringArrayParam(
            this, "inputCols", "the columns of the model's inputs; none: those that it names");
    outputCol = new Param<>(this, "outputCol", "the column that is added, of vectors");
    emit = new Param<>(this, "emit", "what is added: outputs or states");
    options =
        new StringArrayParam(
            this, "options", "further options of an evaluation, each as name=value");
    setDefault(timeCol, "t");
    setDefault(inputCols, new String[0]);
    setDefault(outputCol, "output");
    setDefault(emit, OUTPUTS);
    setDefault(options, new String[0]);
  }

  @Override
  public String uid() {
    return uid;
  }

  /** The path of the model: a JSON sidecar or an ONNX file. Has no default. */
  public Param<String> model() {
    return model;
  }

  /** The column of times: whole numbers, dates or timestamps; by default {@code t}. */
  public Param<String> timeCol() {
    return timeCol;
  }

  /** The columns of the model's inputs; by default those that it names. */
  public StringArrayParam inputCols() {
    return inputCols;
  }

  /** The column that is added; by default {@code output}. */
  public Param<String> outputCol() {
    return outputCol;
  }

  /** What is added: {@code outputs}, the default, or {@code states}. */
  public Param<String> emit() {
    return emit;
  }

  /** Further options of {@link EvaluateOptions}, each as {@code name=value}. */
  public StringArrayParam options() {
    return options;
  }

  public RecurrenceTransformer setModel(String path) {
    return (RecurrenceTransformer) set(model, path);
  }

  public RecurrenceTransformer setTimeCol(String column) {
    return (RecurrenceTransformer) set(timeCol, column);
  }

  public RecurrenceTransformer setInputCols(String... columns) {
    return (RecurrenceTransformer) set(inputCols, columns);
  }

  public RecurrenceTransformer setOutputCol(String column) {
    return (RecurrenceTransformer) set(outputCol, column);
  }

  /**
   * @throws BadInputException unless it is outputs or states
   */
  public RecurrenceTransformer setEmit(String what) {
    if (!what.equals(OUTPUTS) && !what.equals(STATES)) {
      throw new BadInputException("emit is '" + what + "': give outputs or states.");
    }
    return (RecurrenceTransformer) set(emit, what);
  }

  public RecurrenceTransformer setOptions(String... pairs) {
    return (RecurrenceTransformer) set(options, pairs);
  }

  /**
   * Solves the series.
   *
   * @throws BadInputException for what cannot be used, and for the states of a network of several
   *     recurrences
   * @throws dev.deerpark.NotConvergedException for a series without an answer, unless {@code
   *     keep-unconverged=true} is among the options
   */
  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    Dataset<Row> series = dataset.toDF();
    String made = getOrDefault(emit).equals(OUTPUTS) ? "output" : "state";
    // not closed: that happens when nothing refers to its result any more
    @SuppressWarnings("resource")
    Dataset<Row> result = Deerpark.evaluate(series, evaluateOptions()).result();
    List<String> names = List.of(result.columns());
    if (!names.contains(made)) {
      throw new BadInputException(
          "emit is states, but the model is a network of several recurrences, each with states of"
              + " its own: give outputs.");
    }
    // the time, and the series where there are many
    String[] keys = names.stream().filter(name -> !name.equals(made)).toArray(String[]::new);
    List<Column> joined =
        new ArrayList<>(Stream.of(keys).map(RecurrenceTransformer::quoted).toList());
    joined.add(
        functions.array_to_vector(col(made).cast("array<double>")).as(getOrDefault(outputCol)));
    List<Column> columns = new ArrayList<>();
    List.of(series.columns()).forEach(name -> columns.add(quoted(name)));
    columns.add(quoted(getOrDefault(outputCol)));
    return series
        .join(result.select(joined.toArray(Column[]::new)), keys, "left")
        .select(columns.toArray(Column[]::new));
  }

  private EvaluateOptions evaluateOptions() {
    if (!isDefined(model)) {
      throw new BadInputException(uid + " has no model: name one with setModel.");
    }
    EvaluateOptions all =
        EvaluateOptions.none()
            .with(Option.MODEL, getOrDefault(model))
            .with(Option.TIME_COLUMN, ColumnNames.text(List.of(getOrDefault(timeCol))))
            .with(Option.EMIT, getOrDefault(emit))
            .with(Option.STATES_AS, "array"); // of which vectors are made
    if (getOrDefault(inputCols).length > 0) {
      all = all.with(Option.VALUE_COLUMNS, ColumnNames.text(List.of(getOrDefault(inputCols))));
    }
    for (String pair : getOrDefault(options)) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw new BadInputException("options has '" + pair + "': give name=value.");
      }
      String name = pair.substring(0, equals);
      if (PARAMETERS.containsKey(name.replace('_', '-'))) {
        throw new BadInputException(
            "options has '"
                + pair
                + "': give it by "
                + PARAMETERS.get(name.replace('_', '-'))
                + ".");
      }
      if (name.replace('_', '-').equals(Option.STATES_AS.bareName())) {
        throw new BadInputException(
            "options has '" + pair + "': the stage makes one column of vectors. Leave it out.");
      }
      all = all.with(name, pair.substring(equals + 1));
    }
    return all;
  }

  private static Column quoted(String name) {
    return col("`" + name.replace("`", "``") + "`");
  }

  /**
   * @throws BadInputException where the time column is missing, or the added one is there already
   */
  @Override
  public StructType transformSchema(StructType schema) {
    List<String> names = List.of(schema.fieldNames());
    if (!names.contains(getOrDefault(timeCol))) {
      throw new BadInputException(
          "timeCol: the input has no column " + getOrDefault(timeCol) + ". Name another.");
    }
    // Spark does not tell names apart by their case
    if (names.stream().anyMatch(getOrDefault(outputCol)::equalsIgnoreCase)) {
      throw new BadInputException(
          "outputCol: the input has a column " + getOrDefault(outputCol) + ". Name another.");
    }
    return schema.add(getOrDefault(outputCol), SQLDataTypes.VectorType(), true);
  }

  @Override
  public RecurrenceTransformer copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  /** Reads stages that were saved; also by pipelines. */
  public static MLReader<RecurrenceTransformer> read() {
    return new Reader().read();
  }

  /** A stage that was saved. */
  public static RecurrenceTransformer load(String path) {
    return read().load(path);
  }

  private static final class Reader implements DefaultParamsReadable<RecurrenceTransformer> {}
}
