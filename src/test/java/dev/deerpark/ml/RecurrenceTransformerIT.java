// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.Deerpark;
import dev.deerpark.EvaluateOptions;
import dev.deerpark.Evaluation;
import dev.deerpark.base.BadInputException;
import dev.deerpark.spark.TestSession;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recurrence among the stages of a pipeline. */
class RecurrenceTransformerIT {
  private static final Path EXAMPLE = Path.of("src/main/resources/dev/deerpark/examples/ecg");
  private static final String MODEL = EXAMPLE.resolve("gru24_ecg208.json").toString();

  @TempDir Path folder;
  private static SparkSession spark;
  private static Dataset<Row> series;

  /** A session of its own, as Spark ML registers nothing with Kryo. */
  @BeforeAll
  static void start() {
    spark =
        TestSession.own(
            TestSession.builder("local[2]").config("spark.kryo.registrationRequired", false));
    series =
        spark
            .read()
            .parquet(EXAMPLE.resolve("ecg208.parquet").toString())
            .filter("t < 2000")
            .withColumnRenamed("t", "sample");
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  private static RecurrenceTransformer transformer() {
    return new RecurrenceTransformer()
        .setModel(MODEL)
        .setTimeCol("sample")
        .setOutputCol("forecast")
        .setOptions("verify=full", "output_scale=model");
  }

  @Test
  void itsVectorsAreTheOutputsOfAnEvaluationBesideTheirRows() {
    RecurrenceTransformer transformer = transformer();
    Dataset<Row> transformed = transformer.transform(series);
    assertThat(transformed.schema()).isEqualTo(transformer.transformSchema(series.schema()));

    List<Double> expected = new ArrayList<>();
    EvaluateOptions options =
        EvaluateOptions.none()
            .with("time-column", "sample")
            .with("emit", "outputs")
            .with("output-scale", "model");
    try (Evaluation evaluation = Deerpark.evaluate(series, MODEL, options)) {
      evaluation
          .result()
          .selectExpr("cast(output[0] as double)")
          .collectAsList()
          .forEach(row -> expected.add(row.getDouble(0)));
    }
    List<Double> found = new ArrayList<>();
    for (Row row : transformed.orderBy("sample").collectAsList()) {
      found.add(row.<Vector>getAs("forecast").apply(0));
    }
    assertThat(found).isEqualTo(expected).hasSize(2000);
  }

  @Test
  void eachOfManySeriesGetsItsOwnVectors() {
    Dataset<Row> many =
        series.filter("sample < 60").selectExpr("sample", "mlii_mv", "'a' as patient");
    Dataset<Row> shifted = many.selectExpr("sample", "mlii_mv + 1 as mlii_mv", "'b' as patient");
    RecurrenceTransformer transformer =
        transformer().setOptions("series-column=patient", "output_scale=model");
    Dataset<Row> transformed = transformer.transform(many.union(shifted));

    assertThat(transformed.count()).isEqualTo(120);
    assertThat(vectors(transformed.filter("patient = 'b'")))
        .isEqualTo(vectors(transformer.setOptions("output_scale=model").transform(shifted)))
        .isNotEqualTo(vectors(transformed.filter("patient = 'a'")));
  }

  private static List<Vector> vectors(Dataset<Row> transformed) {
    return transformed.orderBy("sample").collectAsList().stream()
        .map(row -> row.<Vector>getAs("forecast"))
        .toList();
  }

  @Test
  void aPipelineThatWasSavedAndLoadedTransformsAlike() throws Exception {
    VectorAssembler assembler =
        new VectorAssembler()
            .setInputCols(new String[] {"forecast", "mlii_mv"})
            .setOutputCol("both");
    PipelineModel fitted =
        new Pipeline().setStages(new PipelineStage[] {transformer(), assembler}).fit(series);
    String path = folder.resolve("pipeline").toString();
    fitted.write().save(path);
    PipelineModel loaded = PipelineModel.load(path);

    List<Row> before = fitted.transform(series).orderBy("sample").select("both").collectAsList();
    assertThat(loaded.transform(series).orderBy("sample").select("both").collectAsList())
        .isEqualTo(before)
        .hasSize(2000);
  }

  @Test
  void itIsSavedAndCopiedWithItsParameters() throws Exception {
    RecurrenceTransformer transformer =
        transformer().setOptions("verify=full").setEmit("states").setInputCols("mlii_mv");
    String path = folder.resolve("stage").toString();
    transformer.save(path);
    RecurrenceTransformer loaded = RecurrenceTransformer.load(path);

    assertThat(loaded.uid()).isEqualTo(transformer.uid());
    for (RecurrenceTransformer same : List.of(loaded, transformer.copy(ParamMap.empty()))) {
      assertThat(same.getOrDefault(same.model())).isEqualTo(MODEL);
      assertThat(same.getOrDefault(same.emit())).isEqualTo("states");
      assertThat(same.getOrDefault(same.timeCol())).isEqualTo("sample");
      assertThat(same.getOrDefault(same.outputCol())).isEqualTo("forecast");
      assertThat(same.getOrDefault(same.inputCols())).containsExactly("mlii_mv");
    }
    assertThat(loaded.getOrDefault(loaded.options())).contains("verify=full");
    assertThat(loaded.transform(series).select("forecast").first().<Vector>getAs(0).size())
        .isEqualTo(24);
  }

  @Test
  void whatCannotBeIsRefusedByASentence() {
    refused(new RecurrenceTransformer().setTimeCol("sample"), "has no model");
    refused(transformer().setTimeCol("t"), "timeCol: the input has no column t");
    refused(transformer().setOutputCol("mlii_mv"), "outputCol: the input has a column mlii_mv");
    refused(transformer().setOptions("tolerance"), "give name=value");
    refused(transformer().setOptions("time_column=t"), "give it by setTimeCol");
    refused(transformer().setInputCols("lead"), "no column \"lead\"");
    assertThatThrownBy(() -> transformer().setEmit("all"))
        .hasMessageContaining("outputs or states");
  }

  private static void refused(RecurrenceTransformer transformer, String sentence) {
    assertThatThrownBy(() -> transformer.transform(series))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(sentence);
  }
}
