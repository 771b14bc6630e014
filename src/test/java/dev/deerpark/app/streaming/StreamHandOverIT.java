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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** States that go from batch runs into streams and back, and how the loop goes on with them. */
class StreamHandOverIT {
  private static final long SEED = 20261126;

  @RegisterExtension private static final StreamSession SESSION = new StreamSession();

  @TempDir private Path folder;
  private StreamFixture stream;

  @BeforeEach
  void begin() {
    stream = new StreamFixture(SESSION.ofItsOwn(), folder);
  }

  @Test
  void aBatchThenAStreamThenABatchGiveTheBitsOfOneLoop() throws Exception {
    String gru = StreamFixture.gru();
    String handed = stream.file("handed.json").toString();
    String returned = stream.file("returned.json").toString();
    stream.loop("", 0, 200, Map.of(Option.MODEL, gru, Option.FINAL_STATE, handed));
    stream.send("", 200, 260);
    stream.send("", 260, 300);
    try (StreamingEvaluation evaluation = stream.evaluation("initial-state", handed)) {
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
    try (StreamingEvaluation evaluation =
        stream.evaluation("initial-state", handed, "time-step", step)) {
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
        stream.evaluation(
            "model", layers.toString(), "value-columns", "a,b", "initial-state", handed)) {
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
  void manySeriesBeginWithTheStatesOfATableThatWasEvaluated() throws Exception {
    List<String> history = new ArrayList<>();
    LongStream.range(0, 60).forEach(t -> history.add(StreamFixture.line("x", t)));
    LongStream.range(0, 50).forEach(t -> history.add(StreamFixture.line("long", t)));
    Files.write(stream.file("history.csv"), history);
    stream.send("x", 60, 80);
    stream.send("long", 50, 70);
    stream.send("new", 7, 9);
    try (StreamingEvaluation evaluation = stream.evaluation("series-column", "series")) {
      Dataset<Row> table =
          evaluation.apply(
              stream
                  .session()
                  .read()
                  .schema(StreamFixture.SCHEMA)
                  .csv(stream.file("history.csv").toString()));
      table.write().parquet(stream.file("states").toString());
      try (StreamingEvaluation separate =
          stream.evaluation("series-column", "series", "states-as", "columns", "emit", "states")) {
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
}
