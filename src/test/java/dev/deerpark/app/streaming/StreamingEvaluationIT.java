// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.base.BadInputException;
import dev.deerpark.settings.Option;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.stream.LongStream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Streams of files, on one cluster, against the sequential loop of a batch run. */
class StreamingEvaluationIT {
  private static final long SEED = 20261126;

  @RegisterExtension private static final StreamSession SESSION = new StreamSession();

  @TempDir private Path folder;
  private StreamFixture stream;

  @BeforeEach
  void begin() {
    stream = new StreamFixture(SESSION.ofItsOwn(), folder);
  }

  @ParameterizedTest
  @CsvSource({"float, auto", "double, reference"})
  void microBatchesOfAnySizeGiveTheLoopsBits(String precision, String kernel) throws Exception {
    stream.send("", 0, 1);
    stream.send("", 1, 300);
    stream.send("", 300, 333);
    try (StreamingEvaluation evaluation =
        stream.evaluation("precision", precision, "kernel", kernel)) {
      stream.run(evaluation.apply(stream.source()));
    }
    Map<Option, String> options =
        Map.of(
            Option.MODEL, StreamFixture.gru(), Option.PRECISION, precision, Option.KERNEL, kernel);
    StreamFixture.assertSameBits(
        stream.results().get(""), stream.loop("", 0, 333, options), "state", "output");
  }

  @Test
  void aQueryThatIsStartedAgainGoesOnFromItsCheckpoint() throws Exception {
    for (int part = 0; part < 3; part++) {
      stream.send("", 50 * part, 50 * (part + 1));
      try (StreamingEvaluation evaluation = stream.evaluation()) {
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
  void seriesThatAreInterleavedEachHaveAStateOfTheirOwn() throws Exception {
    List<String> lines = new ArrayList<>();
    LongStream.range(0, 100).forEach(t -> lines.add(StreamFixture.line("x", t)));
    LongStream.range(40, 140).forEach(t -> lines.add(StreamFixture.line("long", t)));
    Collections.shuffle(lines, new Random(SEED));
    stream.send(lines);
    stream.send("x", 100, 130);
    stream.send("long", 140, 150);
    try (StreamingEvaluation evaluation = stream.evaluation("series-column", "series")) {
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
}
