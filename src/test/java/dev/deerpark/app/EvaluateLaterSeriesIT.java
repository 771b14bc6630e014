// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.app.TestRuns.Ended;
import dev.deerpark.app.console.ExitStatus;
import dev.deerpark.base.BadInputException;
import dev.deerpark.io.table.format.EarlierResult;
import dev.deerpark.spark.SharedSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Many series go on from what was kept of them: final states, checkpoints, earlier results. */
@ExtendWith(SharedSession.class)
class EvaluateLaterSeriesIT {
  /** Ends of series 0, 3 and others are missing from the second day, starts from the first. */
  private static final String SOME_OF_EACH =
      "key in (0, 2) or key not in (1, 5, 8, 9) and t < 100 * key - 299 + key";

  @TempDir static Path folder;
  private static ManySeries many;

  @BeforeAll
  static void write() {
    many = new ManySeries(folder);
  }

  /** The first half of each series comes on one day, the second on the next. */
  @Test
  void dayByDayIsAllAtOnce() {
    Dataset<Row> first = many.table().filter(SOME_OF_EACH);
    Dataset<Row> second = many.table().filter("not (" + SOME_OF_EACH + ")");
    Path monday = folder.resolve("monday");
    Path tuesday = folder.resolve("tuesday");
    Path whole = folder.resolve("whole");
    String[] loop = {"--series-column", "key", "--method", "sequential", "--final-state"};

    Ended before =
        many.evaluate(many.written("first", first), ManySeries.with(loop, monday.toString()));
    Ended after =
        many.evaluate(
            many.written("second", second),
            ManySeries.with(loop, tuesday.toString(), "--initial-state", monday.toString()));
    Ended all = many.together("--method", "sequential", "--final-state", whole.toString());

    List<Row> days = new ArrayList<>(many.rows(before, "key,t,state", "true"));
    days.addAll(many.rows(after, "key,t,state", "true"));
    assertThat(days).containsExactlyInAnyOrderElementsOf(many.rows(all, "key,t,state", "true"));
    assertThat(states(tuesday)).isEqualTo(states(whole)).hasSize(ManySeries.LENGTHS.length);
    assertThat(after.text())
        .contains("3 of 7 series begin with their state in", "the others as the model does")
        .contains("it has 3 states of series without rows, which --final-state keeps")
        .doesNotContain("Warning");
  }

  @Test
  void aResultIsWhatTheNextDayGoesOnFromWhateverItsColumns() {
    Dataset<Row> first = many.table().filter(SOME_OF_EACH);
    String next = many.written("next", many.table().filter("not (" + SOME_OF_EACH + ")"));
    String[] loop = {"--series-column", "key", "--method", "sequential"};
    List<List<Row>> results = new ArrayList<>();
    for (String form : List.of("array", "columns")) {
      Ended before =
          many.evaluate(
              many.written("first-" + form, first), ManySeries.with(loop, "--states-as", form));
      String[] from = ManySeries.with(loop, "--initial-state", before.output().toString());
      results.add(many.rows(many.evaluate(next, from), "key,t,state", "true"));
    }
    assertThat(results.get(1)).containsExactlyInAnyOrderElementsOf(results.get(0));
  }

  private static List<Row> states(Path folder) {
    return many.runs().session().read().parquet(folder.toString()).orderBy("key").collectAsList();
  }

  @Test
  void statesThatDoNotFitAreRefusedOrNamed() {
    Path states = folder.resolve("states-of-all");
    Ended all = many.together("--method", "sequential", "--final-state", states.toString());
    Ended later = many.together("--method", "sequential", "--initial-state", states.toString());
    Dataset<Row> stored = many.runs().session().read().parquet(states.toString());
    String broken =
        many.written(
            "broken", stored.withColumn("state", expr("if(key = 3, slice(state, 1, 5), state)")));

    assertThat(all.status()).isEqualTo(ExitStatus.DONE);
    assertThat(later.text()).contains("Warning: 10 series do not begin right after their state");
    assertThatThrownBy(() -> many.together("--initial-state", broken))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("has 1 states that are not 24 finite numbers");
    String large =
        many.written(
            "large",
            stored.withColumn("state", expr("if(key = 3, array_repeat(1e39D, 24), state)")));
    assertThatThrownBy(() -> many.together("--initial-state", large))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll(
            "has 1 states with a number that is too large for float",
            "series \"3\". Give --precision double");
    String[] inDouble = {"--method", "sequential", "--precision", "double"};
    assertThat(many.together(ManySeries.with(inDouble, "--initial-state", large)).status())
        .isEqualTo(ExitStatus.DONE);
    assertThatThrownBy(
            () -> many.together("--initial-state", many.written("other", stored.drop("key"))))
        .hasMessageContaining("has no column \"key\"");
    String texts = many.written("texts", stored.withColumn("key", expr("concat('no. ', key)")));
    assertThatThrownBy(() -> many.together("--initial-state", texts))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("without a series, or of one that is not of the input's type");
    assertThatThrownBy(() -> many.together("--final-state", states.toString()))
        .hasMessageContaining("exists");
  }

  @Test
  void differentStatesOfOneTimeAreRefusedAndTheSameTwiceAreOne() {
    Path states = folder.resolve("states-for-twice");
    String[] loop = {"--method", "sequential"};
    Ended all = many.together(ManySeries.with(loop, "--final-state", states.toString()));
    Dataset<Row> stored = many.runs().session().read().parquet(states.toString());
    String twice = many.written("twice", stored.union(stored));
    Dataset<Row> others = stored.filter("key in (3, 5)");
    Dataset<Row> another = others.withColumn("state", expr("transform(state, x -> x + 1)"));
    String contradicted = many.written("contradicted", stored.union(another));
    Dataset<Row> older = another.withColumn("t", expr("t - 1"));
    String earlier = many.written("earlier", stored.union(older));

    List<List<Row>> results = new ArrayList<>();
    for (String from : List.of(states.toString(), twice, earlier)) {
      Ended later = many.together(ManySeries.with(loop, "--initial-state", from));
      results.add(many.rows(later, "key,t,state", "true"));
    }

    assertThat(all.status()).isEqualTo(ExitStatus.DONE);
    assertThat(results.get(1)).containsExactlyInAnyOrderElementsOf(results.get(0));
    assertThat(results.get(2)).containsExactlyInAnyOrderElementsOf(results.get(0));
    long last = others.filter("key = 3").first().<Number>getAs("t").longValue();
    assertThatThrownBy(() -> many.together(ManySeries.with(loop, "--initial-state", contradicted)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll(
            "different rows of the latest time of 2 series", "\"3\" at " + last);
  }

  /** Also where a run has gone on from only some of them. */
  @Test
  void statesOfARunThatDidNotConvergeAreKnownAsSuch() {
    Path monday = folder.resolve("unconverged");
    Path tuesday = folder.resolve("some-converged");
    String[] two = {"--method", "jacobi", "--max-iterations", "2", "--keep-unconverged"};
    Ended today = many.together(ManySeries.with(two, "--final-state", monday.toString()));
    String[] loop = {"--series-column", "key", "--method", "sequential", "--final-state"};
    String some = many.written("some", many.table().filter("key in (3, 5)"));
    Ended tomorrow =
        many.evaluate(
            some, ManySeries.with(loop, tuesday.toString(), "--initial-state", monday.toString()));

    assertThat(today.status()).isEqualTo(ExitStatus.NOT_CONVERGED);
    assertThat(tomorrow.text())
        .contains("Warning: 2 states in " + monday + " are of a run that did not converge");
    assertThat(states(tuesday)).hasSize(ManySeries.LENGTHS.length);
    for (Row row : states(tuesday)) {
      long key = row.<Number>getAs("key").longValue();
      assertThat(row.<Boolean>getAs("converged"))
          .as("series %d", key)
          .isEqualTo(key == 3 || key == 5);
    }
  }

  /** Those of the long series overflow, those of the short ones stay finite. */
  @Test
  void lastStatesThatAreNotFiniteAreCountedInAWarning() {
    Path states = folder.resolve("overflown");
    String[] leak = {
      "--model-class", Leak.class.getName(), "--model-param", "rate=-1e30", "--precision", "double"
    };
    String[] rest = {
      "--input", many.path(), "--value-columns", "a", "--series-column", "key", "--method", "jacobi"
    };
    String[] kept = {"--keep-unconverged", "--final-state", states.toString()};
    Ended ended = many.runs().evaluate(ManySeries.with(ManySeries.with(leak, rest), kept));

    assertThat(ended.status()).isEqualTo(ExitStatus.NOT_CONVERGED);
    assertThat(ended.text())
        .contains(
            "Warning: The last states of 5 series are not finite; the first is series \"1\"",
            states.toString());
    assertThat(states(states)).hasSize(ManySeries.LENGTHS.length);
    assertThatThrownBy(
            () ->
                many.runs()
                    .evaluate(
                        ManySeries.with(
                            ManySeries.with(leak, rest), "--initial-state", states.toString())))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("has 5 states that are not 1 finite numbers");
  }

  @Test
  void differentStatesOfOneTimeAreNoGuess() {
    Ended earlier = many.together("--method", "sequential");
    Dataset<Row> result = many.runs().session().read().parquet(earlier.output().toString());
    Row row = result.filter("key = 3").orderBy("t").first();
    String[] method = {"--method", "shooting", "--segment-length", "1"};
    String guess =
        "warm:"
            + many.written(
                "guess",
                result.union(
                    result
                        .filter("key = 3 and t = " + row.getAs("t"))
                        .withColumn("state", expr("transform(state, x -> x + 1)"))));

    assertThatThrownBy(() -> many.together(ManySeries.with(method, "--guess", guess)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(
            "different states of the time " + row.getAs("t") + " of series \"3\"");
  }

  /** Series would begin as the model does, without a word, in place of in their states. */
  @Test
  void statesThatCannotBeReadAreNoStatesThatAreMissing() throws IOException {
    SparkSession session = many.runs().session().newSession();
    session.conf().set("spark.sql.files.ignoreCorruptFiles", true);
    Path folder = Path.of(many.written("damaged", session.range(9).toDF("key").repartition(2)));
    try (var files = Files.newDirectoryStream(folder, "part-*")) {
      Files.writeString(files.iterator().next(), "no Parquet");
    }
    assertThatThrownBy(() -> EarlierResult.read(session, folder.toString()).count())
        .hasMessageContaining("part-");
  }

  @Test
  void aNameThatTheTableOfStatesHasIsRefusedBeforeTheRun() {
    Dataset<Row> rows = many.runs().session().read().parquet(many.path());
    for (String name : List.of("model", "State")) {
      String renamed = many.written(name, rows.withColumnRenamed("key", name));
      String[] words = {
        "--series-column", name, "--final-state", folder.resolve("ends").toString()
      };
      assertThatThrownBy(() -> many.evaluate(renamed, words))
          .isInstanceOf(BadInputException.class)
          .hasMessageContainingAll("--final-state", "\"" + name + "\"");
    }
  }

  @Test
  void anInterruptedRunGoesOnToTheSameBits() {
    String[] method = {"--method", "jacobi", "--segment-length", "64", "--series-column", "key"};
    Path kept = folder.resolve("kept");
    String[] keeping =
        ManySeries.with(method, "--checkpoint", kept.toString(), "--checkpoint-every", "1e-9");
    List<String> words = new ArrayList<>(List.of("--input", many.path(), "--value-columns", "a"));
    words.addAll(List.of("--model", TestRuns.example("gru24_ecg208.json")));
    words.addAll(List.of(keeping));
    LinesThatAct lines =
        LinesThatAct.after(
            1,
            () -> {
              throw new IllegalStateException("lost");
            });

    Ended undisturbed = many.evaluate(many.path(), method);
    assertThatThrownBy(
            () ->
                many.runs()
                    .evaluate(many.runs().fresh().toString(), lines, words.toArray(String[]::new)))
        .hasMessageContaining("lost");
    Ended resumed = many.evaluate(many.path(), ManySeries.with(keeping, "--partitions", "3"));

    assertThat(resumed.text()).contains("Going on from the checkpoint");
    assertThat(resumed.digest()).isEqualTo(undisturbed.digest());
  }

  @Test
  void anEarlierResultIsAGuess() {
    Ended earlier = many.together("--method", "sequential");
    Ended warm =
        many.together(
            "--method",
            "shooting",
            "--segment-length",
            "512",
            "--guess",
            "warm:" + earlier.output());

    assertThat(warm.status()).isEqualTo(ExitStatus.DONE);
    assertThat(warm.report().get("iterations").asInt()).isZero();

    Dataset<Row> result = many.runs().session().read().parquet(earlier.output().toString());
    String other = many.written("of-texts", result.withColumn("key", expr("concat('no. ', key)")));
    assertThatThrownBy(
            () ->
                many.together(
                    "--method", "shooting", "--segment-length", "512", "--guess", "warm:" + other))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("has the states of 24 numbers before 0 of the");
  }
}
