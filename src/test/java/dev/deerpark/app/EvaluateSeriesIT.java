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
import dev.deerpark.io.table.TestSeries;
import dev.deerpark.spark.SharedSession;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many series in one table: each comes to what it comes to alone. */
@ExtendWith(SharedSession.class)
class EvaluateSeriesIT {
  private static final long SEED = 20261126;

  /** Of series 0, 1, and so on. */
  private static final int[] LENGTHS = {1, 130, 2, 20_000, 1, 2, 400, 77, 1, 256};

  private static final StructType SCHEMA =
      new StructType()
          .add("key", DataTypes.LongType)
          .add("t", DataTypes.LongType)
          .add("a", DataTypes.DoubleType);

  @TempDir static Path folder;
  private static TestRuns runs;
  private static Dataset<Row> table;
  private static String path;

  @BeforeAll
  static void write() {
    runs = new TestRuns(folder);
    List<Row> rows = new ArrayList<>();
    for (int series = 0; series < LENGTHS.length; series++) {
      for (long step = 0; step < LENGTHS[series]; step++) {
        double value = TestSeries.a(step * (series + 1)) + 0.01 * series;
        rows.add(RowFactory.create((long) series, first(series) + step, value));
      }
    }
    Collections.shuffle(rows, new Random(SEED));
    table = runs.session().createDataFrame(rows, SCHEMA).repartition(5);
    path = written("numbers", table);
    table = runs.session().read().parquet(path);
  }

  /** Some begin before time 0. */
  private static long first(int series) {
    return 100L * series - 300;
  }

  private static String written(String name, Dataset<Row> rows) {
    String written = folder.resolve(name).toString();
    rows.write().parquet(written);
    return written;
  }

  private static Ended evaluate(String input, String... more) {
    List<String> words = new ArrayList<>(List.of("--input", input));
    words.addAll(List.of("--model", TestRuns.example("gru24_ecg208.json")));
    words.addAll(List.of("--value-columns", "a", "--verify", "full"));
    words.addAll(List.of(more));
    return runs.evaluate(words.toArray(String[]::new));
  }

  private static Ended together(String... more) {
    List<String> words = new ArrayList<>(List.of("--series-column", "key"));
    words.addAll(List.of(more));
    return evaluate(path, words.toArray(String[]::new));
  }

  private static List<Row> rows(Ended ended, String columns, String condition) {
    return runs.session()
        .read()
        .parquet(ended.output().toString())
        .filter(condition)
        .selectExpr(columns.split(","))
        .orderBy("t")
        .collectAsList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"float", "double"})
  void eachSeriesHasTheBitsThatItHasAlone(String precision) {
    String[] loop = {"--method", "sequential", "--precision", precision, "--partitions", "1"};
    Ended all = together(loop);

    assertThat(all.status()).isEqualTo(ExitStatus.DONE);
    for (int series : new int[] {1, 2, 3, 9}) {
      String alone =
          written(
              "alone-" + precision + series,
              table.filter("key = " + series).withColumn("t", expr("t - " + first(series))));
      assertThat(rows(all, "t - " + first(series) + " as t,state", "key = " + series))
          .as("series %d", series)
          .isEqualTo(rows(evaluate(alone, loop), "t,state", "true"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"float", "double"})
  void theResultIsInItsOrderWhateverThePartitions(String precision) {
    Ended one = together("--precision", precision, "--method", "shooting", "--partitions", "1");
    Ended three = together("--precision", precision, "--method", "shooting", "--partitions", "3");

    assertThat(one.status()).isEqualTo(ExitStatus.DONE);
    assertThat(three.digest()).isEqualTo(one.digest());
    assertThat(three.report().at("/times/series/count").asInt()).isEqualTo(LENGTHS.length);
    assertThat(three.report().at("/times/series/longest").asInt()).isEqualTo(20_000);
    assertThat(three.text()).contains("10 series by \"key\" of 1 to 20,000 steps (median 77)");
    List<Row> keys =
        runs.session().read().parquet(one.output().toString()).select("key", "t").collectAsList();
    List<Row> expected = table.select("key", "t").orderBy("key", "t").collectAsList();
    assertThat(keys).isEqualTo(expected);
  }

  @Test
  void partitionsAreOfTheSeriesAndTheTimeAndKeepTheOrder() {
    Ended ended =
        together(
            "--method", "sequential", "--emit", "outputs", "--partition-by", "half=(key + t) % 2");
    List<Row> keys =
        runs.session()
            .read()
            .parquet(ended.output().toString())
            .filter("half = 0")
            .select("key", "t")
            .collectAsList();
    assertThat(keys)
        .isEqualTo(
            table
                .filter("(key + t) % 2 = 0")
                .select("key", "t")
                .orderBy("key", "t")
                .collectAsList());
  }

  @Test
  void theMethodIsChosenAndAgreesWithTheLoop() {
    Ended chosen = together();

    assertThat(chosen.status()).isEqualTo(ExitStatus.DONE);
    assertThat(chosen.report().at("/verification/where").asText()).contains(" of series \"");
  }

  @Test
  void textsAndTimestampsAreKeysAndTimesToo() {
    Dataset<Row> texts =
        table
            .withColumn("t", expr("timestamp_micros(t * 4000 + key)"))
            .withColumn("key", concat(lit("é"), col("key")));
    Ended byText =
        evaluate(written("texts", texts), "--series-column", "key", "--method", "sequential");
    Ended csv =
        evaluate(
            csv(table.withColumn("key", concat(lit("é"), col("key")))),
            "--series-column",
            "key",
            "--method",
            "sequential");

    Ended byNumber = together("--method", "sequential");
    List<Row> states = rows(byNumber, "t,state", "key = 3");
    assertThat(byText.status()).isEqualTo(ExitStatus.DONE);
    assertThat(rows(byText, "unix_micros(t) div 4000 as t,state", "key = 'é3'")).isEqualTo(states);
    assertThat(rows(csv, "t,state", "key = 'é3'")).isEqualTo(states);
  }

  private static String csv(Dataset<Row> rows) {
    String written = folder.resolve("csv").toString();
    rows.write().option("header", true).csv(written);
    return written;
  }

  @Test
  void everyNthStepIsCountedWithinEachSeries() {
    Ended all = together("--method", "sequential", "--every", "100");

    for (int series = 0; series < LENGTHS.length; series++) {
      int kept = (LENGTHS[series] + 99) / 100;
      List<Row> rows = rows(all, "t", "key = " + series);
      assertThat(rows).hasSize(kept);
      assertThat(rows.get(0).getLong(0)).isEqualTo(first(series));
    }
  }

  @Test
  void faultsAreNamedWithTheirSeries() {
    String gap = written("gap", table.filter("not (key = 1 and t = -150)"));
    String twice = written("twice", table.union(table.filter("key = 3 and t = 7")));
    String hidden =
        written(
            "hidden",
            table.filter("not (key = 3 and t = 8)").union(table.filter("key = 3 and t = 7")));
    String empty =
        written("empty", table.withColumn("a", expr("if(key = 6 and t = 305, null, a)")));
    String keyless = written("keyless", table.withColumn("key", expr("nullif(key, 4)")));

    assertRefused(gap, "1 of 10 series of", "\"1\" has 129 rows from -200 to -71");
    assertRefused(twice, "\"3\" has 20,001 rows from 0 to 19999");
    assertRefused(hidden, "7 of series \"3\"", "8 of series \"3\"");
    assertRefused(empty, "305 of series \"6\"");
    assertRefused(keyless, "The series column \"key\"", "is empty in 1 rows");
  }

  @Test
  void badSeriesAreLeftOutWhereThatIsAsked() {
    String bad =
        written(
            "bad",
            table
                .filter("not (key = 1 and t = -150)")
                .union(table.filter("key = 6 and t = 307"))
                .withColumn("t", expr("if(key = 9 and t = 700, null, t)")));
    Ended skipped =
        evaluate(
            bad, "--series-column", "key", "--method", "sequential", "--on-bad-series", "skip");
    Ended all = together("--method", "sequential");

    assertThat(skipped.text())
        .contains("Warning: 3 of 10 series of", "\"1\" has 129 rows", "\"6\" has 401 rows");
    assertThat(skipped.report().at("/times/series/count").asInt()).isEqualTo(7);
    assertThat(skipped.report().at("/times/skippedSeries").asInt()).isEqualTo(3);
    assertThat(skipped.report().at("/times/skipped/1/series").asText()).isEqualTo("6");
    assertThat(skipped.report().at("/times/skipped/1/has").asText()).startsWith("401 rows");
    assertThat(rows(skipped, "key,t,state", "true"))
        .containsExactlyInAnyOrderElementsOf(rows(all, "key,t,state", "key not in (1, 6, 9)"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"fill-previous", "hold-state"})
  void gapsAndDuplicatesAreMendedInEachSeriesAsAlone(String gaps) {
    Dataset<Row> mended =
        table
            .filter("pmod(hash(key, t), 7) > 0 or t = 100 * key - 300")
            .union(table.filter("key != 4 and t in (100 * key - 300, 100 * key - 299)"));
    String[] rules = {"--gaps", gaps, "--duplicates", "drop-identical", "--method", "sequential"};
    Ended all = evaluate(written("mended-" + gaps, mended), with(rules, "--series-column", "key"));

    assertThat(all.status()).isEqualTo(ExitStatus.DONE);
    for (int series : new int[] {1, 3}) {
      String alone =
          written(
              "alone-" + gaps + series,
              mended.filter("key = " + series).withColumn("t", expr("t - " + first(series))));
      assertThat(rows(all, "t - " + first(series) + " as t,state", "key = " + series))
          .as("series %d", series)
          .isEqualTo(rows(evaluate(alone, rules), "t,state", "true"));
    }
    String counted = gaps.equals("hold-state") ? "/times/held" : "/filledSteps";
    assertThat(all.report().at(counted).asLong()).isPositive();
  }

  private static String[] with(String[] words, String... more) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  @Test
  void timesOffTheGridAreNamedWithTheirSeriesWhereGapsAreAllowed() {
    String off =
        written("off", table.withColumn("t", expr("if(key = 6 and t = 305, 3051, t * 10)")));
    String[] rules = {"--time-step", "10", "--gaps", "fill-previous", "--series-column", "key"};

    assertThatThrownBy(() -> evaluate(off, rules))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("\"6\" has 400 rows from 3000 to 6990, not at steps of 10");
    Ended skipped = evaluate(off, with(rules, "--on-bad-series", "skip"));
    assertThat(skipped.report().at("/times/series/count").asInt()).isEqualTo(9);
  }

  @Test
  void theStepOfTimestampsIsFoundOrProposed() {
    Dataset<Row> times = table.withColumn("t", expr("timestamp_micros(t * 4000)"));
    Dataset<Row> gappy = times.filter("key != 3 or unix_micros(t) != 20000");

    assertRefused(
        written("gappy", gappy),
        "of series \"3\" of",
        "has no single step: 19997 of 19998 differences are 4ms",
        "--time-step 4ms");
  }

  @Test
  void aRangeIsTakenOfEachSeries() {
    Ended ranged = together("--range", "0:350", "--method", "sequential");
    Dataset<Row> cut = table.filter("t >= 0 and t < 350");
    Ended before =
        evaluate(written("cut", cut), "--series-column", "key", "--method", "sequential");

    assertThat(rows(ranged, "key,t,state", "true"))
        .containsExactlyInAnyOrderElementsOf(rows(before, "key,t,state", "true"));
    assertThatThrownBy(() -> together("--range", "90000:90010"))
        .hasMessageContaining("No series of")
        .hasMessageContaining("the range 90000:90010");
  }

  private static void assertRefused(String input, String... words) {
    assertThatThrownBy(() -> evaluate(input, "--series-column", "key"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll(words);
  }

  /** The first half of each series comes on one day, the second on the next. */
  @Test
  void dayByDayIsAllAtOnce() {
    Dataset<Row> first = table.filter(SOME_OF_EACH);
    Dataset<Row> second = table.filter("not (" + SOME_OF_EACH + ")");
    Path monday = folder.resolve("monday");
    Path tuesday = folder.resolve("tuesday");
    Path whole = folder.resolve("whole");
    String[] loop = {"--series-column", "key", "--method", "sequential", "--final-state"};

    Ended before = evaluate(written("first", first), with(loop, monday.toString()));
    Ended after =
        evaluate(
            written("second", second),
            with(loop, tuesday.toString(), "--initial-state", monday.toString()));
    Ended all = together("--method", "sequential", "--final-state", whole.toString());

    List<Row> days = new ArrayList<>(rows(before, "key,t,state", "true"));
    days.addAll(rows(after, "key,t,state", "true"));
    assertThat(days).containsExactlyInAnyOrderElementsOf(rows(all, "key,t,state", "true"));
    assertThat(states(tuesday)).isEqualTo(states(whole)).hasSize(LENGTHS.length);
    assertThat(after.text())
        .contains("3 of 7 series begin with their state in", "the others as the model does")
        .contains("it has 3 states of series without rows, which --final-state keeps")
        .doesNotContain("Warning");
  }

  /** Ends of series 0, 3 and others are missing from the second day, starts from the first. */
  private static final String SOME_OF_EACH =
      "key in (0, 2) or key not in (1, 5, 8, 9) and t < 100 * key - 299 + key";

  private static List<Row> states(Path folder) {
    return runs.session().read().parquet(folder.toString()).orderBy("key").collectAsList();
  }

  @Test
  void statesThatDoNotFitAreRefusedOrNamed() {
    Path states = folder.resolve("states-of-all");
    Ended all = together("--method", "sequential", "--final-state", states.toString());
    Ended later = together("--method", "sequential", "--initial-state", states.toString());
    Dataset<Row> stored = runs.session().read().parquet(states.toString());
    String broken =
        written(
            "broken", stored.withColumn("state", expr("if(key = 3, slice(state, 1, 5), state)")));

    assertThat(all.status()).isEqualTo(ExitStatus.DONE);
    assertThat(later.text()).contains("Warning: 10 series do not begin right after their state");
    assertThatThrownBy(() -> together("--initial-state", broken))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("has 1 states that are not 24 finite numbers");
    assertThatThrownBy(() -> together("--initial-state", written("other", stored.drop("key"))))
        .hasMessageContaining("has no column \"key\"");
    assertThatThrownBy(() -> together("--final-state", states.toString()))
        .hasMessageContaining("exists");
  }

  @Test
  void anInterruptedRunGoesOnToTheSameBits() {
    String[] method = {"--method", "jacobi", "--segment-length", "64", "--series-column", "key"};
    Path kept = folder.resolve("kept");
    String[] keeping = with(method, "--checkpoint", kept.toString(), "--checkpoint-every", "1e-9");
    List<String> words = new ArrayList<>(List.of("--input", path, "--value-columns", "a"));
    words.addAll(List.of("--model", TestRuns.example("gru24_ecg208.json")));
    words.addAll(List.of(keeping));
    LinesThatAct lines =
        LinesThatAct.after(
            1,
            () -> {
              throw new IllegalStateException("lost");
            });

    Ended undisturbed = evaluate(path, method);
    assertThatThrownBy(
            () -> runs.evaluate(runs.fresh().toString(), lines, words.toArray(String[]::new)))
        .hasMessageContaining("lost");
    Ended resumed = evaluate(path, with(keeping, "--partitions", "3"));

    assertThat(resumed.text()).contains("Going on from the checkpoint");
    assertThat(resumed.digest()).isEqualTo(undisturbed.digest());
  }

  @Test
  void anEarlierResultIsAGuess() {
    Ended earlier = together("--method", "sequential");
    Ended warm =
        together(
            "--method",
            "shooting",
            "--segment-length",
            "512",
            "--guess",
            "warm:" + earlier.output());

    assertThat(warm.status()).isEqualTo(ExitStatus.DONE);
    assertThat(warm.report().get("iterations").asInt()).isZero();
  }

  @Test
  void methodsAreComparedOverManySeries() {
    assertThat(
            runs.compare(
                "--input",
                path,
                "--series-column",
                "key",
                "--value-columns",
                "a",
                "--model",
                TestRuns.example("gru24_ecg208.json"),
                "--methods",
                "shooting,sequential"))
        .isEqualTo(ExitStatus.DONE);
  }

  @Test
  void otherEntrancesHaveTheSameSeries() {
    String orc = folder.resolve("orc").toString();
    String json = folder.resolve("json").toString();
    table.write().orc(orc);
    table.write().json(json);
    String[] loop = {"--series-column", "key", "--method", "sequential"};
    Ended all = evaluate(path, loop);
    List<Row> expected = rows(all, "key,t,state,output", "true");

    assertThat(evaluate(orc, with(loop, "--input-format", "orc")).digest()).isEqualTo(all.digest());
    assertThat(evaluate(json, with(loop, "--input-format", "json")).digest())
        .isEqualTo(all.digest());
    Ended query =
        runs.evaluate(
            with(
                loop,
                "--input-sql",
                "select * from parquet.`" + path + "`",
                "--model",
                TestRuns.example("gru24_ecg208.json"),
                "--value-columns",
                "a"));
    assertThat(query.digest()).isEqualTo(all.digest());
    EvaluateOptions options =
        EvaluateOptions.of(
            Map.of("series-column", "key", "method", "sequential", "value-columns", "a"));
    try (Evaluation evaluation =
        Deerpark.evaluate(table, TestRuns.example("gru24_ecg208.json"), options)) {
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
                runs.inspect(
                    "--input",
                    path,
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
    assertThatThrownBy(() -> together("--kernel", "nd4j"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("--kernel");
  }
}
