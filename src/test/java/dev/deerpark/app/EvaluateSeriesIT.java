// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.Deerpark;
import dev.deerpark.EvaluateOptions;
import dev.deerpark.Evaluation;
import dev.deerpark.app.TestRuns.Ended;
import dev.deerpark.app.console.ExitStatus;
import dev.deerpark.base.BadInputException;
import dev.deerpark.spark.SharedSession;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many series in one table: each comes to what it comes to alone. */
@ExtendWith(SharedSession.class)
class EvaluateSeriesIT {
  @TempDir static Path folder;
  private static ManySeries many;

  @BeforeAll
  static void write() {
    many = new ManySeries(folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"float", "double"})
  void eachSeriesHasTheBitsThatItHasAlone(String precision) {
    String[] loop = {"--method", "sequential", "--precision", precision, "--partitions", "1"};
    Ended all = many.together(loop);

    assertThat(all.status()).isEqualTo(ExitStatus.DONE);
    many.assertAsAlone(all, many.table(), new int[] {1, 2, 3, 9}, loop);
  }

  @ParameterizedTest
  @ValueSource(strings = {"float", "double"})
  void theResultIsInItsOrderWhateverThePartitions(String precision) {
    Ended one =
        many.together("--precision", precision, "--method", "shooting", "--partitions", "1");
    Ended three =
        many.together("--precision", precision, "--method", "shooting", "--partitions", "3");

    assertThat(one.status()).isEqualTo(ExitStatus.DONE);
    assertThat(three.digest()).isEqualTo(one.digest());
    assertThat(three.report().at("/times/series/count").asInt())
        .isEqualTo(ManySeries.LENGTHS.length);
    assertThat(three.report().at("/times/series/longest").asInt()).isEqualTo(20_000);
    assertThat(three.text()).contains("10 series by \"key\" of 1 to 20,000 steps (median 77)");
    List<Row> keys =
        many.runs()
            .session()
            .read()
            .parquet(one.output().toString())
            .select("key", "t")
            .collectAsList();
    List<Row> expected = many.table().select("key", "t").orderBy("key", "t").collectAsList();
    assertThat(keys).isEqualTo(expected);
  }

  @Test
  void partitionsAreOfTheSeriesAndTheTimeAndKeepTheOrder() {
    Ended ended =
        many.together(
            "--method", "sequential", "--emit", "outputs", "--partition-by", "half=(key + t) % 2");
    List<Row> keys =
        many.runs()
            .session()
            .read()
            .parquet(ended.output().toString())
            .filter("half = 0")
            .select("key", "t")
            .collectAsList();
    assertThat(keys)
        .isEqualTo(
            many.table()
                .filter("(key + t) % 2 = 0")
                .select("key", "t")
                .orderBy("key", "t")
                .collectAsList());
  }

  @Test
  void theMethodIsChosenAndAgreesWithTheLoop() {
    Ended chosen = many.together();

    assertThat(chosen.status()).isEqualTo(ExitStatus.DONE);
    assertThat(chosen.report().at("/verification/where").asText()).contains(" of series \"");
  }

  @Test
  void textsAndTimestampsAreKeysAndTimesToo() {
    Dataset<Row> texts =
        many.table()
            .withColumn("t", expr("timestamp_micros(t * 4000 + key)"))
            .withColumn("key", concat(lit("é"), col("key")));
    Ended byText =
        many.evaluate(
            many.written("texts", texts), "--series-column", "key", "--method", "sequential");
    Ended csv =
        many.evaluate(
            csv(many.table().withColumn("key", concat(lit("é"), col("key")))),
            "--series-column",
            "key",
            "--method",
            "sequential");

    Ended byNumber = many.together("--method", "sequential");
    List<Row> states = many.rows(byNumber, "t,state", "key = 3");
    assertThat(byText.status()).isEqualTo(ExitStatus.DONE);
    assertThat(many.rows(byText, "unix_micros(t) div 4000 as t,state", "key = 'é3'"))
        .isEqualTo(states);
    assertThat(many.rows(csv, "t,state", "key = 'é3'")).isEqualTo(states);
  }

  private static String csv(Dataset<Row> rows) {
    String written = folder.resolve("csv").toString();
    rows.write().option("header", true).csv(written);
    return written;
  }

  @Test
  void everyNthStepIsCountedWithinEachSeries() {
    Ended all = many.together("--method", "sequential", "--every", "100");

    for (int series = 0; series < ManySeries.LENGTHS.length; series++) {
      int kept = (ManySeries.LENGTHS[series] + 99) / 100;
      List<Row> rows = many.rows(all, "t", "key = " + series);
      assertThat(rows).hasSize(kept);
      assertThat(rows.get(0).getLong(0)).isEqualTo(ManySeries.first(series));
    }
  }

  @Test
  void aRangeIsTakenOfEachSeries() {
    Ended ranged = many.together("--range", "0:350", "--method", "sequential");
    Dataset<Row> cut = many.table().filter("t >= 0 and t < 350");
    Ended before =
        many.evaluate(many.written("cut", cut), "--series-column", "key", "--method", "sequential");

    assertThat(many.rows(ranged, "key,t,state", "true"))
        .containsExactlyInAnyOrderElementsOf(many.rows(before, "key,t,state", "true"));
    assertThatThrownBy(() -> many.together("--range", "90000:90010"))
        .hasMessageContaining("No series of")
        .hasMessageContaining("the range 90000:90010");
  }

  @Test
  void methodsAreComparedOverManySeries() {
    assertThat(
            many.runs()
                .compare(
                    "--input",
                    many.path(),
                    "--series-column",
                    "key",
                    "--value-columns",
                    "a",
                    "--model",
                    TestRuns.example("gru24_ecg208.json"),
                    "--methods",
                    "shooting,sequential")
                .status())
        .isEqualTo(ExitStatus.DONE);
  }

  @Test
  void otherEntrancesHaveTheSameSeries() {
    String orc = folder.resolve("orc").toString();
    String json = folder.resolve("json").toString();
    many.table().write().orc(orc);
    many.table().write().json(json);
    String[] loop = {"--series-column", "key", "--method", "sequential"};
    Ended all = many.evaluate(many.path(), loop);
    List<Row> expected = many.rows(all, "key,t,state,output", "true");

    assertThat(many.evaluate(orc, ManySeries.with(loop, "--input-format", "orc")).digest())
        .isEqualTo(all.digest());
    assertThat(many.evaluate(json, ManySeries.with(loop, "--input-format", "json")).digest())
        .isEqualTo(all.digest());
    Ended query =
        many.runs()
            .evaluate(
                ManySeries.with(
                    loop,
                    "--input-sql",
                    "select * from parquet.`" + many.path() + "`",
                    "--model",
                    TestRuns.example("gru24_ecg208.json"),
                    "--value-columns",
                    "a"));
    assertThat(query.digest()).isEqualTo(all.digest());
    EvaluateOptions options =
        EvaluateOptions.of(
            Map.of("series-column", "key", "method", "sequential", "value-columns", "a"));
    try (Evaluation evaluation =
        Deerpark.evaluate(many.table(), TestRuns.example("gru24_ecg208.json"), options)) {
      assertThat(
              evaluation
                  .result()
                  .select("key", "t", "state", "output")
                  .orderBy("t")
                  .collectAsList())
          .containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  @Test
  void inspectShowsThem() {
    assertThat(
            String.join(
                "\n",
                many.runs()
                    .inspect(
                        "--input",
                        many.path(),
                        "--series-column",
                        "key",
                        "--value-columns",
                        "a",
                        "--model",
                        TestRuns.example("gru24_ecg208.json"))))
        .contains("10 series by \"key\" of 1 to 20,000 steps (median 77)");
  }

  @Test
  void arrayOperationsDoNotWalkThem() {
    assertThatThrownBy(() -> many.together("--kernel", "nd4j"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("--kernel");
  }
}
