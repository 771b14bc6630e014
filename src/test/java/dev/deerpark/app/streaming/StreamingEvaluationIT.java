// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.base.BadInputException;
import dev.deerpark.io.model.LayersFixture;
import dev.deerpark.settings.Option;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Streams of files, on one cluster, against the sequential loop of a batch run. */
class StreamingEvaluationIT {
  private static final long SEED = 20261126;

  private static SparkSession session;

  @TempDir Path folder;
  private StreamFixture stream;

  @BeforeAll
  static void start() {
    session = StreamFixture.start();
  }

  @AfterAll
  static void stop() {
    session.stop();
  }

  @BeforeEach
  void begin() {
    stream = new StreamFixture(session.newSession(), folder);
  }

  private StreamingEvaluation evaluation(String... more) {
    Map<String, String> options = new HashMap<>();
    options.put("model", StreamFixture.gru());
    options.put("value-columns", "a");
    for (int i = 0; i < more.length; i += 2) {
      options.put(more[i], more[i + 1]);
    }
    return StreamingEvaluation.of(stream.session(), options);
  }

  @ParameterizedTest
  @CsvSource({"float, auto", "double, reference"})
  void microBatchesOfAnySizeGiveTheLoopsBits(String precision, String kernel) throws Exception {
    stream.send("", 0, 1);
    stream.send("", 1, 300);
    stream.send("", 300, 333);
    try (StreamingEvaluation evaluation = evaluation("precision", precision, "kernel", kernel)) {
      stream.run(evaluation.apply(stream.source()));
    }
    Map<Option, String> options =
        Map.of(
            Option.MODEL, StreamFixture.gru(), Option.PRECISION, precision, Option.KERNEL, kernel);
    StreamFixture.assertSameBits(
        stream.results().get(""), stream.loop("", 0, 333, options), "state", "output");
  }

  @Test
  void whatIsClosedTakesNoMoreRows() {
    StreamingEvaluation evaluation = evaluation();
    evaluation.close();
    evaluation.close();
    Dataset<Row> rows = stream.source();
    assertThatThrownBy(() -> evaluation.apply(rows))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("is closed");
    assertThatThrownBy(() -> evaluation.apply(rows, rows)).hasMessageContaining("is closed");
  }

  @Test
  void aQueryThatIsStartedAgainGoesOnFromItsCheckpoint() throws Exception {
    for (int part = 0; part < 3; part++) {
      stream.send("", 50 * part, 50 * (part + 1));
      try (StreamingEvaluation evaluation = evaluation()) {
        stream.run(evaluation.apply(stream.source()));
      }
    }
    StreamFixture.assertSameBits(
        stream.results().get(""),
        stream.loop("", 0, 150, Map.of(Option.MODEL, StreamFixture.gru())),
        "state",
        "output");
  }

  @Test
  void aBatchThenAStreamThenABatchGiveTheBitsOfOneLoop() throws Exception {
    String gru = StreamFixture.gru();
    String handed = stream.file("handed.json").toString();
    String returned = stream.file("returned.json").toString();
    stream.loop("", 0, 200, Map.of(Option.MODEL, gru, Option.FINAL_STATE, handed));
    stream.send("", 200, 260);
    stream.send("", 260, 300);
    try (StreamingEvaluation evaluation = evaluation("initial-state", handed)) {
      stream.run(evaluation.apply(stream.source()));
      evaluation.writeState(stream.checkpoint(), returned, false);
      assertThatThrownBy(() -> evaluation.writeState(stream.checkpoint(), returned, false))
          .isInstanceOf(BadInputException.class);
    }

    SortedMap<Long, Row> loop = stream.loop("", 0, 400, Map.of(Option.MODEL, gru));
    StreamFixture.assertSameBits(
        stream.results().get(""), loop.subMap(200L, 300L), "state", "output");
    StreamFixture.assertSameBits(
        stream.loop("", 300, 400, Map.of(Option.MODEL, gru, Option.INITIAL_STATE, returned)),
        loop.tailMap(300L),
        "state",
        "output");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "timestamp_micros(1774656000000000 + id * 3600000000) | 1h",
        "timestamp_ntz'2026-03-28 12:00:00' + make_dt_interval(0, cast(id as int)) | 1h",
        "date_add(date'2026-02-20', cast(id as int)) | 1d",
        "5 * id - 70 | 5"
      })
  void timesOfAnyTypeGoFromABatchThroughAStreamAndItsRestartToABatch(String time, String step)
      throws Exception {
    SparkSession spark = stream.session();
    spark.conf().set("spark.sql.session.timeZone", "Europe/Berlin");
    // clocks go forward in the night to the 29th of March
    int[] parts = {0, 20, 30, 50, 60};
    for (int part = 0; part < 4; part++) {
      spark
          .range(parts[part], parts[part + 1], 1, 1)
          .selectExpr(time + " as t", "sin(id) as a")
          .write()
          .parquet(stream.file("parts/part=" + part).toString());
    }
    String all = stream.file("parts").toString();
    Map<Option, String> model = Map.of(Option.MODEL, StreamFixture.gru(), Option.TIME_STEP, step);
    String handed = stream.file("handed.json").toString();
    String returned = stream.file("returned.json").toString();
    Map<Option, String> first = new HashMap<>(model);
    first.put(Option.FINAL_STATE, handed);
    stream.loop(all + "/part=0", first);
    try (StreamingEvaluation evaluation = evaluation("initial-state", handed, "time-step", step)) {
      for (int part = 1; part <= 2; part++) {
        Path arriving = Files.createDirectories(stream.file("arriving"));
        int number = part;
        try (Stream<Path> files = Files.list(stream.file("parts/part=" + part))) {
          for (Path file : files.filter(f -> f.toString().endsWith(".parquet")).toList()) {
            Files.copy(file, arriving.resolve(number + ".parquet"));
          }
        }
        stream.run(
            evaluation.apply(
                spark
                    .readStream()
                    .schema(spark.read().parquet(all + "/part=0").schema())
                    .parquet(arriving.toString())));
      }
      evaluation.writeState(stream.checkpoint(), returned, false);
      assertThat(evaluation.statesAt(stream.checkpoint()).select("t").first().get(0))
          .isEqualTo(spark.range(49, 50).selectExpr(time + " as t").first().get(0));
    }
    Map<Option, String> last = new HashMap<>(model);
    last.put(Option.INITIAL_STATE, returned);

    Dataset<Row> streamed = spark.read().parquet(stream.file("results").toString());
    Dataset<Row> after = stream.loop(all + "/part=3", last);
    List<Row> loop = stream.loop(all, model).sort("t").collectAsList();
    assertThat(streamed.sort("t").collectAsList()).isEqualTo(loop.subList(20, 50));
    assertThat(after.sort("t").collectAsList()).isEqualTo(loop.subList(50, 60));
  }

  @Test
  void timestampsNeedTheirStepAndKeepToIt() throws Exception {
    SparkSession spark = stream.session();
    Dataset<Row> rows =
        spark
            .range(0, 5, 1, 1)
            .selectExpr("timestamp_micros(id * 1800000000) as t", "sin(id) as a");
    try (StreamingEvaluation without = evaluation()) {
      assertThatThrownBy(() -> without.apply(rows))
          .isInstanceOf(BadInputException.class)
          .hasMessageContainingAll("\"t\"", "timestamp", "--time-step");
    }
    try (StreamingEvaluation days = evaluation("time-step", "5")) {
      assertThatThrownBy(() -> days.apply(rows))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining("--time-step is 5");
    }
    try (StreamingEvaluation hours = evaluation("time-step", "1h", "gaps", "hold-state")) {
      assertThatThrownBy(() -> hours.apply(rows).collectAsList())
          .satisfies(
              failure ->
                  assertThat(BadInputException.behind(failure).orElseThrow())
                      .hasMessageContainingAll(
                          "1970-01-01T00:30:00Z", "steps of 1h", "--time-step"));
    }
  }

  @Test
  void aNetworkOfLayersGoesOnFromItsBatchToo() throws Exception {
    Path layers = new LayersFixture("lstm", 2, false, true, SEED).write(folder, true);
    String handed = stream.file("handed.json").toString();
    String returned = stream.file("returned.json").toString();
    Map<Option, String> model =
        Map.of(Option.MODEL, layers.toString(), Option.VALUE_COLUMNS, "a,b");
    Map<Option, String> handing = new HashMap<>(model);
    handing.put(Option.FINAL_STATE, handed);
    stream.loop("", 0, 50, handing);
    stream.send("", 50, 60);
    stream.send("", 60, 80);
    try (StreamingEvaluation evaluation =
        evaluation("model", layers.toString(), "value-columns", "a,b", "initial-state", handed)) {
      stream.run(evaluation.apply(stream.source()));
      evaluation.writeState(stream.checkpoint(), returned, false);
    }

    SortedMap<Long, Row> loop = stream.loop("", 0, 90, model);
    String[] columns = {"layer0_state", "layer1_state", "output"};
    StreamFixture.assertSameBits(stream.results().get(""), loop.subMap(50L, 80L), columns);
    Map<Option, String> going = new HashMap<>(model);
    going.put(Option.INITIAL_STATE, returned);
    StreamFixture.assertSameBits(stream.loop("", 80, 90, going), loop.tailMap(80L), columns);
  }

  @Test
  void aNetworkThatWalksBackwardsCannotBeStreamed() {
    Path both = new LayersFixture("gru", 1, true, true, SEED).write(folder, true);
    assertThatThrownBy(() -> evaluation("model", both.toString()))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("walks backwards");
  }

  @Test
  void seriesThatAreInterleavedEachHaveAStateOfTheirOwn() throws Exception {
    List<String> lines = new ArrayList<>();
    LongStream.range(0, 100).forEach(t -> lines.add(StreamFixture.line("x", t)));
    LongStream.range(40, 140).forEach(t -> lines.add(StreamFixture.line("long", t)));
    Collections.shuffle(lines, new Random(SEED));
    stream.send(lines);
    stream.send("x", 100, 130);
    stream.send("long", 140, 150);
    try (StreamingEvaluation evaluation = evaluation("series-column", "series")) {
      stream.run(evaluation.apply(stream.source()));
      Map<Option, String> model = Map.of(Option.MODEL, StreamFixture.gru());
      SortedMap<Long, Row> x = stream.loop("x", 0, 130, model);
      StreamFixture.assertSameBits(stream.results().get("x"), x, "state", "output");
      StreamFixture.assertSameBits(
          stream.results().get("long"), stream.loop("long", 40, 150, model), "state", "output");

      Map<String, Long> times = new HashMap<>();
      for (Row row : evaluation.statesAt(stream.checkpoint()).collectAsList()) {
        times.put(row.getAs("series"), row.getAs("t"));
      }
      assertThat(times).isEqualTo(Map.of("x", 129L, "long", 149L));
      assertThatThrownBy(() -> evaluation.writeState(stream.checkpoint(), "/none", false))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining("several");
    }
  }

  @Test
  void manySeriesBeginWithTheStatesOfATableThatWasEvaluated() throws Exception {
    List<String> history = new ArrayList<>();
    LongStream.range(0, 60).forEach(t -> history.add(StreamFixture.line("x", t)));
    LongStream.range(0, 50).forEach(t -> history.add(StreamFixture.line("long", t)));
    Files.write(stream.file("history.csv"), history);
    stream.send("x", 60, 80);
    stream.send("long", 50, 70);
    stream.send("new", 7, 9);
    try (StreamingEvaluation evaluation = evaluation("series-column", "series")) {
      Dataset<Row> table =
          evaluation.apply(
              stream
                  .session()
                  .read()
                  .schema(StreamFixture.SCHEMA)
                  .csv(stream.file("history.csv").toString()));
      table.write().parquet(stream.file("states").toString());
      try (StreamingEvaluation separate =
          evaluation("series-column", "series", "states-as", "columns", "emit", "states")) {
        separate
            .apply(
                stream
                    .session()
                    .read()
                    .schema(StreamFixture.SCHEMA)
                    .csv(stream.file("history.csv").toString()))
            .write()
            .parquet(stream.file("separate").toString());
      }
      Dataset<Row> states = stream.session().read().parquet(stream.file("states").toString());
      Map<Option, String> model = Map.of(Option.MODEL, StreamFixture.gru());
      StreamFixture.assertSameBits(
          StreamFixture.bySeries(states).get("x"), stream.loop("x", 0, 60, model), "state");
      Dataset<Row> separate = stream.session().read().parquet(stream.file("separate").toString());
      assertThat(separate.columns()).startsWith("series", "t", "state_0", "state_1");
      stream.run(evaluation.apply(stream.source(), separate));

      StreamFixture.assertSameBits(
          stream.results().get("x"), stream.loop("x", 0, 80, model).tailMap(60L), "state");
      StreamFixture.assertSameBits(
          stream.results().get("long"), stream.loop("long", 0, 70, model).tailMap(50L), "state");
      StreamFixture.assertSameBits(
          stream.results().get("new"), stream.loop("new", 7, 9, model), "state");
    }
  }

  @Test
  void aRowThatBreaksARuleEndsTheQueryWithASentence() throws Exception {
    stream.send("x", 0, 10);
    stream.send("x", 5, 12);
    try (StreamingEvaluation strict = evaluation("series-column", "series")) {
      assertThatThrownBy(() -> stream.run(strict.apply(stream.source())))
          .satisfies(
              failure ->
                  assertThat(BadInputException.behind(failure).orElseThrow())
                      .hasMessageContainingAll("series x", "time 5", "--late drop"));
    }
    assertThat(stream.results().get("x")).hasSize(10);

    try (StreamingEvaluation lenient =
        evaluation("series-column", "series", "late", "drop", "duplicates", "drop-identical")) {
      stream.run(lenient.apply(stream.source()));
    }
    StreamFixture.assertSameBits(
        stream.results().get("x"),
        stream.loop("x", 0, 12, Map.of(Option.MODEL, StreamFixture.gru())),
        "state",
        "output");
  }

  @Test
  void aCheckpointIsNotContinuedInAnotherArithmetic() throws Exception {
    stream.send("x", 0, 10);
    try (StreamingEvaluation single = evaluation()) {
      stream.run(single.apply(stream.source()));
    }
    stream.send("x", 10, 12);
    try (StreamingEvaluation reference = evaluation("kernel", "reference")) {
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
    try (StreamingEvaluation evaluation = evaluation()) {
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
    assertThatThrownBy(() -> evaluation("series-colum", "a"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("Did you mean 'series-column'?");
  }

  private void assertRefused(String sentence, String... options) {
    try (StreamingEvaluation evaluation = evaluation(options)) {
      assertThatThrownBy(() -> evaluation.apply(stream.source()))
          .as(Arrays.toString(options))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining(sentence);
    }
  }
}
