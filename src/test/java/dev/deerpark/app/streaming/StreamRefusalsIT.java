// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.streaming;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.base.BadInputException;
import dev.deerpark.io.model.LayersFixture;
import dev.deerpark.settings.Option;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a stream refuses: before its query starts, and rows while it runs. */
class StreamRefusalsIT {
  private static final long SEED = 20261126;

  @RegisterExtension private static final StreamSession SESSION = new StreamSession();

  @TempDir private Path folder;
  private StreamFixture stream;

  @BeforeEach
  void begin() {
    stream = new StreamFixture(SESSION.ofItsOwn(), folder);
  }

  @Test
  void timestampsNeedTheirStepAndKeepToIt() throws Exception {
    SparkSession spark = stream.session();
    Dataset<Row> rows =
        spark
            .range(0, 5, 1, 1)
            .selectExpr("timestamp_micros(id * 1800000000) as t", "sin(id) as a");
    try (StreamingEvaluation without = stream.evaluation()) {
      assertThatThrownBy(() -> without.apply(rows))
          .isInstanceOf(BadInputException.class)
          .hasMessageContainingAll("\"t\"", "timestamp", "--time-step");
    }
    try (StreamingEvaluation days = stream.evaluation("time-step", "5")) {
      assertThatThrownBy(() -> days.apply(rows))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining("--time-step is 5");
    }
    try (StreamingEvaluation hours = stream.evaluation("time-step", "1h", "gaps", "hold-state")) {
      assertThatThrownBy(() -> hours.apply(rows).collectAsList())
          .satisfies(
              failure ->
                  assertThat(BadInputException.behind(failure).orElseThrow())
                      .hasMessageContainingAll(
                          "1970-01-01T00:30:00Z", "steps of 1h", "--time-step"));
    }
  }

  @Test
  void aNetworkThatWalksBackwardsCannotBeStreamed() {
    Path both = new LayersFixture("gru", 1, true, true, SEED).write(folder, true);
    assertThatThrownBy(() -> stream.evaluation("model", both.toString()))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("walks backwards");
  }

  @Test
  void aRowThatBreaksARuleEndsTheQueryWithASentence() throws Exception {
    stream.send("x", 0, 10);
    stream.send("x", 5, 12);
    try (StreamingEvaluation strict = stream.evaluation("series-column", "series")) {
      assertThatThrownBy(() -> stream.run(strict.apply(stream.source())))
          .satisfies(
              failure ->
                  assertThat(BadInputException.behind(failure).orElseThrow())
                      .hasMessageContainingAll("series x", "time 5", "--late drop"));
    }
    assertThat(stream.results().get("x")).hasSize(10);

    try (StreamingEvaluation lenient =
        stream.evaluation(
            "series-column", "series", "late", "drop", "duplicates", "drop-identical")) {
      stream.run(lenient.apply(stream.source()));
    }
    StreamFixture.assertSameBits(
        stream.results().get("x"),
        stream.loop("x", 0, 12, Map.of(Option.MODEL, StreamFixture.gru())),
        "state",
        "output");
  }

  @Test
  void differentStatesOfOneTimeAreRefusedAndTheSameTwiceAreOne() throws Exception {
    stream.send("x", 0, 10);
    stream.send("x", 10, 12);
    try (StreamingEvaluation evaluation = stream.evaluation("series-column", "series")) {
      Dataset<Row> history =
          stream
              .session()
              .read()
              .schema(StreamFixture.SCHEMA)
              .csv(stream.file("source/rows-0.csv").toString());
      evaluation.apply(history).write().parquet(stream.file("states").toString());
      Dataset<Row> states = stream.session().read().parquet(stream.file("states").toString());
      Dataset<Row> later = stream.source().filter("t >= 10");
      Dataset<Row> another = states.withColumn("state", expr("transform(state, x -> x + 1)"));
      assertThatThrownBy(
              () -> stream.run(evaluation.apply(later, states.union(another.filter("t = 9")))))
          .satisfies(
              failure ->
                  assertThat(BadInputException.behind(failure).orElseThrow())
                      .hasMessageContainingAll("series x", "different states", "latest time, 9"));
      assertThat(Files.exists(stream.file("results/_spark_metadata/0"))).isFalse();

      Dataset<Row> twice = states.union(states).union(another.filter("t = 4"));
      stream.run(evaluation.apply(later, twice));
    }
    StreamFixture.assertSameBits(
        stream.results().get("x"),
        stream.loop("x", 0, 12, Map.of(Option.MODEL, StreamFixture.gru())).tailMap(10L),
        "state",
        "output");
  }

  @Test
  void aCheckpointIsNotContinuedInAnotherArithmetic() throws Exception {
    stream.send("x", 0, 10);
    try (StreamingEvaluation single = stream.evaluation()) {
      stream.run(single.apply(stream.source()));
    }
    stream.send("x", 10, 12);
    try (StreamingEvaluation reference = stream.evaluation("kernel", "reference")) {
      assertThatThrownBy(() -> stream.run(reference.apply(stream.source())))
          .satisfies(
              failure ->
                  assertThat(BadInputException.behind(failure).orElseThrow())
                      .hasMessageContainingAll(
                          "jvm kernel in float", "reference kernel in float", "--kernel"));
    }
  }

  @Test
  void sparksDefaultStateStoreIsRefusedWithTheSettingToChange() {
    stream.session().conf().unset("spark.sql.streaming.stateStore.providerClass");
    try (StreamingEvaluation evaluation = stream.evaluation()) {
      assertThatThrownBy(() -> evaluation.apply(stream.source()))
          .isInstanceOf(BadInputException.class)
          .hasMessageContainingAll(
              "spark.sql.streaming.stateStore.providerClass", "RocksDBStateStoreProvider");
    }
  }

  @Test
  void columnsThatCannotBeUsedAreRefusedBeforeTheQueryStarts() {
    stream.send("x", 0, 1);
    assertRefused("no column \"c\"", "value-columns", "c");
    assertRefused("type string", "value-columns", "series");
    assertRefused("type double", "time-column", "a", "value-columns", "t");
    assertRefused("no column \"station\"", "series-column", "station");
    assertRefused("another column", "series-column", "a");
    assertThatThrownBy(() -> stream.evaluation("series-colum", "a"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("Did you mean 'series-column'?");
  }

  @Test
  void whatIsClosedTakesNoMoreRows() {
    StreamingEvaluation evaluation = stream.evaluation();
    evaluation.close();
    evaluation.close();
    Dataset<Row> rows = stream.source();
    assertThatThrownBy(() -> evaluation.apply(rows))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("is closed");
    assertThatThrownBy(() -> evaluation.apply(rows, rows)).hasMessageContaining("is closed");
  }

  private void assertRefused(String sentence, String... options) {
    try (StreamingEvaluation evaluation = stream.evaluation(options)) {
      assertThatThrownBy(() -> evaluation.apply(stream.source()))
          .as(Arrays.toString(options))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining(sentence);
    }
  }
}
