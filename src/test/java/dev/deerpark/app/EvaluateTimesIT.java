// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.app.TestRuns.Ended;
import dev.deerpark.io.table.TestSeries;
import dev.deerpark.spark.SharedSession;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Results of series with timestamps: with the user's times, and the states of whole numbers. */
@ExtendWith(SharedSession.class)
class EvaluateTimesIT {
  private static final long SEED = 20261127;
  private static final int STEPS = 600;
  private static final Column TIME = expr("timestamp_micros(1520000000000000 + t * 4000)");

  @TempDir static Path folder;
  private static TestRuns runs;
  private static Path numbered;
  private static Dataset<Row> stamped;

  @BeforeAll
  static void write() {
    runs = new TestRuns(folder);
    numbered =
        TestSeries.parquetOf(
            runs.session(), folder.resolve("numbered"), TestSeries.shuffled(0, STEPS, SEED), 3);
    stamped = runs.session().read().parquet(numbered.toString()).withColumn("ts", TIME);
  }

  private static String stamped(String name, String condition) {
    String path = folder.resolve(name).toString();
    stamped.filter(condition).write().parquet(path);
    return path;
  }

  private static Ended evaluate(String input, String... more) {
    List<String> words = new ArrayList<>(List.of("--input", input));
    words.addAll(List.of("--model", TestRuns.example("gru24_ecg208.json")));
    words.addAll(List.of("--value-columns", "a", "--verify", "full"));
    words.addAll(List.of(more));
    return runs.evaluate(words.toArray(String[]::new));
  }

  /** The states of a result by a column of times. */
  private static List<Row> states(Ended ended, Column time) {
    return runs.session()
        .read()
        .parquet(ended.output().toString())
        .select(time.as("time"), col("state"))
        .orderBy("time")
        .collectAsList();
  }

  @Test
  void theResultHasTheTimesOfTheInputAndTheStatesOfWholeNumbers() {
    Ended byNumber = evaluate(numbered.toString());
    Ended byTime = evaluate(stamped("whole", "true"), "--time-column", "ts");

    assertThat(byTime.status()).isEqualTo(byNumber.status());
    assertThat(
            runs.session()
                .read()
                .parquet(byTime.output().toString())
                .schema()
                .apply("ts")
                .dataType())
        .isEqualTo(DataTypes.TimestampType);
    assertThat(states(byTime, col("ts"))).isEqualTo(states(byNumber, TIME));
    assertThat(byTime.text()).contains("Series   600 steps of 4ms from 2018-03-02T14:13:20Z");
    assertThat(byTime.report().at("/times/step").asText()).isEqualTo("4ms");
    assertThat(byTime.report().at("/verification/where").asText()).startsWith("2018-03-02T14:13:2");
  }

  @Test
  void aLaterRunGoesOnRightAfterTheLastTime() {
    String state = folder.resolve("end.json").toString();
    evaluate(stamped("first", "t < 250"), "--time-column", "ts", "--final-state", state);
    Ended second =
        evaluate(stamped("second", "t >= 250"), "--time-column", "ts", "--initial-state", state);
    Ended late =
        evaluate(stamped("late", "t >= 251"), "--time-column", "ts", "--initial-state", state);

    assertThat(second.text()).doesNotContain("Warning: The start state");
    assertThat(late.text())
        .contains("is that of time 2018-03-02T14:13:20.996Z, but the series begins at")
        .contains("2018-03-02T14:13:21.004Z");
  }

  @Test
  void heldStepsHaveNoRowsAndFilledOnesTheInputsBefore() {
    String gaps = stamped("gaps", "t not between 100 and 119");
    Ended held =
        evaluate(gaps, "--time-column", "ts", "--time-step", "4ms", "--gaps", "hold-state");
    Ended filled =
        evaluate(gaps, "--time-column", "ts", "--time-step", "4ms", "--gaps", "fill-previous");

    assertThat(held.report().at("/times/held").asLong()).isEqualTo(20);
    assertThat(states(held, col("ts"))).hasSize(STEPS - 20);
    assertThat(held.text()).contains("the state is held over 20 missing times");
    assertThat(filled.report().at("/filledSteps").asLong()).isEqualTo(20);
    assertThat(states(filled, col("ts"))).hasSize(STEPS);
    assertThat(states(filled, col("ts")).subList(0, 100))
        .isEqualTo(states(held, col("ts")).subList(0, 100));
  }
}
