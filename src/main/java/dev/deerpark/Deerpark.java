// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark;

import dev.deerpark.app.EvaluateRows;
import dev.deerpark.settings.EvaluateSettings;
import dev.deerpark.settings.Option;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Evaluates models over DataFrames, from Java, Scala and, through a small module, Python.
 *
 * <pre>{@code
 * try (Evaluation evaluation = Deerpark.evaluate(series, "model.json")) {
 *   evaluation.requireConverged().result().write().parquet("states");
 * }
 * }</pre>
 */
public final class Deerpark {
  private Deerpark() {}

  /** Evaluates a model with the options that the session's configuration has, if any. */
  public static Evaluation evaluate(Dataset<Row> series, String model) {
    return evaluate(series, model, EvaluateOptions.none());
  }

  /**
   * Evaluates a model that a file describes.
   *
   * @param model the path of a JSON sidecar or of an ONNX file, on any file system that Hadoop
   *     reaches
   */
  public static Evaluation evaluate(Dataset<Row> series, String model, EvaluateOptions options) {
    return evaluate(series, options.with(Option.MODEL, model));
  }

  /**
   * Solves a series in the session of its DataFrame: reads it, plans, iterates and verifies, before
   * this returns. The states are not kept; they are walked whenever the {@linkplain
   * Evaluation#result result} is used, so the result is to be used before the evaluation is closed.
   *
   * @param series one row per step, in any order, with a column of consecutive whole numbers, or of
   *     dates or timestamps at even distances ({@code t}, unless {@code time-column} names
   *     another), and the columns of the model's inputs. It is computed several times, and has to
   *     give the same rows each time: cache it where it is expensive. It stays the caller's
   * @param options which name the model too ({@code model} or {@code model-class})
   * @return to be closed, which frees what it keeps on the executors
   * @throws dev.deerpark.base.BadInputException for options, a model or rows that cannot be used;
   *     the message says what to do. A run that does not converge is no exception: see {@link
   *     Evaluation}
   */
  public static Evaluation evaluate(Dataset<Row> series, EvaluateOptions options) {
    EvaluateSettings settings =
        EvaluateSettings.forRows(options.values(), configuration(series.sparkSession()));
    return new Evaluation(new EvaluateRows(series, settings, new LogConsole()).run());
  }

  private static Map<String, String> configuration(SparkSession session) {
    return CollectionConverters.asJava(session.conf().getAll());
  }
}
