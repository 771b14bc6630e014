// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.app.TestRuns.Ended;
import dev.deerpark.app.console.ExitStatus;
import dev.deerpark.base.BadInputException;
import dev.deerpark.spark.SharedSession;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with one of many series is named with the series, mended or left out. */
@ExtendWith(SharedSession.class)
class EvaluateBadSeriesIT {
  @TempDir static Path folder;
  private static ManySeries many;

  @BeforeAll
  static void write() {
    many = new ManySeries(folder);
  }

  @Test
  void faultsAreNamedWithTheirSeries() {
    String gap = many.written("gap", many.table().filter("not (key = 1 and t = -150)"));
    String twice =
        many.written("twice", many.table().union(many.table().filter("key = 3 and t = 7")));
    String hidden =
        many.written(
            "hidden",
            many.table()
                .filter("not (key = 3 and t = 8)")
                .union(many.table().filter("key = 3 and t = 7")));
    String empty =
        many.written(
            "empty", many.table().withColumn("a", expr("if(key = 6 and t = 305, null, a)")));
    String keyless =
        many.written("keyless", many.table().withColumn("key", expr("nullif(key, 4)")));

    assertRefused(gap, "1 of 10 series of", "\"1\" has 129 rows from -200 to -71");
    assertRefused(twice, "\"3\" has 20,001 rows from 0 to 19999");
    assertRefused(hidden, "7 of series \"3\"", "8 of series \"3\"");
    assertRefused(empty, "305 of series \"6\"");
    assertRefused(keyless, "The series column \"key\"", "is empty in 1 rows");
  }

  @Test
  void badSeriesAreLeftOutWhereThatIsAsked() {
    String bad =
        many.written(
            "bad",
            many.table()
                .filter("not (key = 1 and t = -150)")
                .union(many.table().filter("key = 6 and t = 307"))
                .withColumn("t", expr("if(key = 9 and t = 700, null, t)")));
    Ended skipped =
        many.evaluate(
            bad, "--series-column", "key", "--method", "sequential", "--on-bad-series", "skip");
    Ended all = many.together("--method", "sequential");

    assertThat(skipped.text())
        .contains("Warning: 3 of 10 series of", "\"1\" has 129 rows", "\"6\" has 401 rows");
    assertThat(skipped.report().at("/times/series/count").asInt()).isEqualTo(7);
    assertThat(skipped.report().at("/times/skippedSeries").asInt()).isEqualTo(3);
    assertThat(skipped.report().at("/times/skipped/1/series").asText()).isEqualTo("6");
    assertThat(skipped.report().at("/times/skipped/1/has").asText()).startsWith("401 rows");
    assertThat(many.rows(skipped, "key,t,state", "true"))
        .containsExactlyInAnyOrderElementsOf(many.rows(all, "key,t,state", "key not in (1, 6, 9)"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"fill-previous", "hold-state"})
  void gapsAndDuplicatesAreMendedInEachSeriesAsAlone(String gaps) {
    Dataset<Row> mended =
        many.table()
            .filter("pmod(hash(key, t), 7) > 0 or t = 100 * key - 300")
            .union(many.table().filter("key != 4 and t in (100 * key - 300, 100 * key - 299)"));
    String[] rules = {"--gaps", gaps, "--duplicates", "drop-identical", "--method", "sequential"};
    Ended all =
        many.evaluate(
            many.written("mended-" + gaps, mended),
            ManySeries.with(rules, "--series-column", "key"));

    assertThat(all.status()).isEqualTo(ExitStatus.DONE);
    many.assertAsAlone(all, mended, new int[] {1, 3}, rules);
    String counted = gaps.equals("hold-state") ? "/times/held" : "/filledSteps";
    assertThat(all.report().at(counted).asLong()).isPositive();
  }

  @Test
  void timesOffTheGridAreNamedWithTheirSeriesWhereGapsAreAllowed() {
    String off =
        many.written(
            "off", many.table().withColumn("t", expr("if(key = 6 and t = 305, 3051, t * 10)")));
    String[] rules = {"--time-step", "10", "--gaps", "fill-previous", "--series-column", "key"};

    assertThatThrownBy(() -> many.evaluate(off, rules))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("\"6\" has 400 rows from 3000 to 6990, not at steps of 10");
    Ended skipped = many.evaluate(off, ManySeries.with(rules, "--on-bad-series", "skip"));
    assertThat(skipped.report().at("/times/series/count").asInt()).isEqualTo(9);
  }

  @Test
  void theStepOfTimestampsIsFoundOrProposed() {
    Dataset<Row> times = many.table().withColumn("t", expr("timestamp_micros(t * 4000)"));
    Dataset<Row> gappy = times.filter("key != 3 or unix_micros(t) != 20000");

    assertRefused(
        many.written("gappy", gappy),
        "of series \"3\" of",
        "has no single step: 19997 of 19998 differences are 4ms",
        "--time-step 4ms");
  }

  private static void assertRefused(String input, String... words) {
    assertThatThrownBy(() -> many.evaluate(input, "--series-column", "key"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll(words);
  }
}
