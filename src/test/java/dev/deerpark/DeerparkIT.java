// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.monotonically_increasing_id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import dev.deerpark.base.BadInputException;
import dev.deerpark.io.model.LayersFixture;
import dev.deerpark.io.table.TestSeries;
import dev.deerpark.spark.SharedSession;
import dev.deerpark.spark.TestSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.MDC;
import scala.Option;

/** A program's DataFrame, from its session to its result. */
@ExtendWith(SharedSession.class)
class DeerparkIT {
  private static final long SEED = 20261126;
  private static final int STEPS = 1200;
  private static final String MODEL =
      Path.of("src/main/resources/dev/deerpark/examples/ecg/gru24_ecg208.json").toString();

  private static final String OF_THE_BUILD = System.getProperty("java.io.tmpdir");

  @TempDir static Path folder;

  /** Where a program's checkpoints go by default: its own, since other tests run beside this. */
  @TempDir static Path temporary;

  private static SparkSession spark;
  private static Dataset<Row> series;
  private static EvaluateOptions options;
  private static List<Row> loop;

  @BeforeAll
  static void walkInOrder() {
    spark = TestSession.local();
    System.setProperty("java.io.tmpdir", temporary.toString());
    series =
        spark
            .read()
            .parquet(
                TestSeries.parquetOf(
                        spark, folder.resolve("series"), TestSeries.shuffled(0, STEPS, SEED), 3)
                    .toString());
    options = EvaluateOptions.none().with("value_columns", "a").with("verify", "full");
    loop = rows(series, options.with("method", "sequential"));
  }

  @AfterAll
  static void restore() {
    System.setProperty("java.io.tmpdir", OF_THE_BUILD);
  }

  @AfterEach
  void nothingIsLeft() throws IOException {
    assertThat(spark.sparkContext().getPersistentRDDs().size()).as("persisted").isZero();
    assertThat(spark.sparkContext().getCheckpointDir()).isEqualTo(Option.empty());
    for (String field : List.of("run", "phase", "iteration")) {
      assertThat(spark.sparkContext().getLocalProperty("deerpark." + field)).as(field).isNull();
      assertThat(MDC.get(field)).as(field).isNull();
    }
    try (var files = Files.list(temporary)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.startsWith(".deerpark-work-"));
    }
  }

  private static List<Row> rows(Dataset<Row> input, EvaluateOptions with) {
    try (Evaluation evaluation = Deerpark.evaluate(input, MODEL, with)) {
      return evaluation.requireConverged().result().collectAsList();
    }
  }

  private static double difference(List<Row> some, List<Row> others, String column) {
    assertThat(some).hasSameSizeAs(others);
    double largest = 0;
    for (int i = 0; i < some.size(); i++) {
      assertThat(some.get(i).<Long>getAs("t")).isEqualTo(others.get(i).<Long>getAs("t"));
      List<Number> one = some.get(i).getList(some.get(i).fieldIndex(column));
      List<Number> other = others.get(i).getList(others.get(i).fieldIndex(column));
      for (int j = 0; j < one.size(); j++) {
        largest =
            Math.max(largest, Math.abs(one.get(j).doubleValue() - other.get(j).doubleValue()));
      }
    }
    return largest;
  }

  @Test
  void theResultIsTheLoopsInTheOrderOfTimeHoweverOftenItIsUsed() {
    try (Evaluation evaluation =
        Deerpark.evaluate(
            series, MODEL, options.with("segment-length", 100).with("partitions", 3))) {
      Dataset<Row> result = evaluation.requireConverged().result();
      List<Row> once = result.collectAsList();

      assertThat(result.columns()).containsExactly("t", "state", "output");
      assertThat(once).extracting(row -> row.getLong(0)).isSorted().hasSize(STEPS);
      assertThat(difference(once, loop, "state")).isLessThan(1e-5);
      assertThat(difference(once, loop, "output")).isLessThan(1e-5);
      assertThat(result.collectAsList()).isEqualTo(once);
      assertThat(result.filter("t >= 1100").count()).isEqualTo(100);
      assertThat(evaluation.report().outcome()).isEqualTo("CONVERGED");
      assertThat(evaluation.report().residual().orElseThrow()).isLessThan(1e-6);
      assertThat(evaluation.report().json())
          .contains("\"inputPlan\" : \"shuffled into order: a DataFrame promises no order\"")
          .contains("\"source\" : \"program\"");
    }
  }

  @Test
  void aSessionThatAdaptsItsPlansGivesTheSameBits() {
    SparkSession adaptive = spark.newSession();
    adaptive.conf().set("spark.sql.adaptive.enabled", true);
    adaptive.conf().set("spark.sql.adaptive.coalescePartitions.enabled", true);
    Dataset<Row> grouped =
        adaptive
            .read()
            .parquet(folder.resolve("series").toString())
            .groupBy("t")
            .agg(max("a").as("a"));
    EvaluateOptions seven =
        options.with("partitions", 7).with("segment-length", 50).with("block-steps", 100);

    assertThat(rows(grouped, seven)).isEqualTo(rows(series, seven));
  }

  @Test
  void withoutConvergenceTheReportIsAValueAndTheResultIsNotGiven() {
    EvaluateOptions few =
        options.with("method", "jacobi").with("segment-length", 1).with("max-iterations", 2);
    try (Evaluation evaluation = Deerpark.evaluate(series, MODEL, few)) {
      assertThat(evaluation.isConverged()).isFalse();
      assertThat(evaluation.report().outcome()).isEqualTo("MAX_ITERATIONS");
      assertThatThrownBy(evaluation::requireConverged).isInstanceOf(NotConvergedException.class);
      assertThatThrownBy(evaluation::result)
          .isInstanceOf(NotConvergedException.class)
          .hasMessageContaining("after all 2 iterations");
    }
    try (Evaluation evaluation =
        Deerpark.evaluate(series, MODEL, few.with("keep-unconverged", true))) {
      assertThat(evaluation.isConverged()).isFalse();
      assertThat(evaluation.result().count()).isEqualTo(STEPS);
    }
  }

  @Test
  void afterItsEvaluationIsClosedAResultSaysSo() {
    Evaluation evaluation = Deerpark.evaluate(series, MODEL, options);
    Dataset<Row> result = evaluation.result();
    result.count();
    evaluation.close();
    evaluation.close();

    assertThatThrownBy(result::count).hasStackTraceContaining("The evaluation is closed");
    assertThat(evaluation.report().outcome()).isEqualTo("CONVERGED");
  }

  @Test
  void twoEvaluationsAreOpenSideBySide() {
    try (Evaluation one = Deerpark.evaluate(series, MODEL, options);
        Evaluation other = Deerpark.evaluate(series, MODEL, options.with("every", 7))) {
      List<Row> every = one.result().filter("t % 7 = 0").collectAsList();
      assertThat(other.result().join(one.result(), "t").count()).isEqualTo(every.size());
      assertThat(other.result().collectAsList()).isEqualTo(every);
    }
  }

  @Test
  void aCheckpointFolderOfTheProgramsStaysItsOwn() {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    context.setCheckpointDir(folder.resolve("checkpoints").toString());
    Option<String> own = spark.sparkContext().getCheckpointDir();
    rows(series, options);

    assertThat(spark.sparkContext().getCheckpointDir()).isEqualTo(own);
    spark.sparkContext().checkpointDir_$eq(Option.empty());
  }

  @Test
  void namesThatDifferByCaseAloneAreDifferentColumns() {
    Dataset<Row> both = series.select(col("t"), col("a").plus(5).as("A"), col("a"), col("b"));
    assertThat(difference(rows(both, options), loop, "state")).isLessThan(1e-5);
  }

  @Test
  void whatCannotBeUsedIsRefusedByASentence() {
    refused(series.drop("a"), options, "The input DataFrame has no column \"a\": it has t, b");
    refused(
        series.withColumn("a", col("a").cast("string")),
        options,
        "Column \"a\" of DataFrame has the type string");
    refused(series.withColumn("t", col("t").cast("double")), options, "time column holds whole");
    refused(series.filter("t <> 17"), options, "1 missing row (at time 17)");
    refused(
        series.withColumn("t", monotonically_increasing_id()),
        options,
        "missing rows",
        "DataFrame");
    refused(spark.readStream().format("rate").load().toDF("t", "a"), options, "is a stream");
    refused(series, options.with("tolerance", "tiny"), "tolerance");
    refused(series, options.with("output", "x"), "output is an option of the command line alone");
    assertThatThrownBy(() -> EvaluateOptions.of(Map.of("tolerence", "1")))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("did you mean tolerance?");
  }

  private static void refused(Dataset<Row> input, EvaluateOptions with, String... parts) {
    assertThatThrownBy(() -> Deerpark.evaluate(input, MODEL, with))
        .isInstanceOf(BadInputException.class)
        .satisfies(
            refusal -> assertThat(refusal.getMessage()).contains(parts).hasSizeLessThan(400));
  }

  @Test
  void aNetworkOfSeveralNodesGivesItsRowsToo() throws IOException {
    LayersFixture lstm = new LayersFixture("lstm", 2, true, true, SEED);
    Path model = lstm.write(Files.createDirectory(folder.resolve("model")), true);
    double[][] inputs = new double[300][LayersFixture.INPUTS];
    Random random = new Random(SEED);
    List<Row> given = new ArrayList<>();
    for (int t = 0; t < inputs.length; t++) {
      inputs[t] = new double[] {random.nextGaussian(), random.nextGaussian()};
      given.add(RowFactory.create(t, inputs[t][0], inputs[t][1]));
    }
    StructType type =
        new StructType()
            .add("t", DataTypes.IntegerType)
            .add("x0", DataTypes.DoubleType)
            .add("x1", DataTypes.DoubleType);
    double[][] expected = lstm.outputs(inputs, true);
    EvaluateOptions exact =
        EvaluateOptions.none().with("precision", "double").with("verify", "full");
    try (Evaluation evaluation =
        Deerpark.evaluate(spark.createDataFrame(given, type), model.toString(), exact)) {
      List<Row> result = evaluation.requireConverged().result().collectAsList();
      assertThat(result).hasSize(300);
      for (int t = 0; t < 300; t++) {
        List<Double> output = result.get(t).getList(result.get(t).fieldIndex("output"));
        for (int j = 0; j < output.size(); j++) {
          assertThat(output.get(j)).isCloseTo(expected[t][j], offset(1e-9));
        }
      }
      assertThat(evaluation.report().residual()).isPresent();
    }
  }
}
