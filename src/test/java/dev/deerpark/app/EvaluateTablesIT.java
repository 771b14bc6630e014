// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.app.TestRuns.Ended;
import dev.deerpark.app.console.ExitStatus;
import dev.deerpark.base.BadInputException;
import dev.deerpark.io.table.TestSeries;
import dev.deerpark.spark.SharedSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables of the catalog, and formats of files other than Parquet and CSV. */
@ExtendWith(SharedSession.class)
class EvaluateTablesIT {
  private static final long SEED = 20261126;
  private static final int STEPS = 600;

  @TempDir static Path folder;
  private static TestRuns runs;
  private static SparkSession spark;
  private static Path series;
  private static Ended whole;

  @BeforeAll
  static void evaluate() {
    runs = new TestRuns(folder);
    spark = runs.session();
    spark.sql("CREATE DATABASE trials LOCATION '" + folder.resolve("trials") + "'");
    series =
        TestSeries.parquetOf(
            spark, folder.resolve("series"), TestSeries.shuffled(0, STEPS, SEED), 3);
    whole = runs.evaluate(words("--input " + series));
  }

  @AfterAll
  static void drop() {
    spark.sql("DROP DATABASE trials CASCADE");
  }

  @AfterEach
  void nothingIsLeft() throws IOException {
    runs.assertNothingIsLeft();
    assertThat(spark.catalog().listTables().filter("isTemporary").count()).isZero();
  }

  private static String[] words(String options) {
    List<String> words = new ArrayList<>(List.of(options.split(" ")));
    words.addAll(List.of("--model", TestRuns.example("gru24_ecg208.json")));
    words.addAll(List.of("--value-columns", "a", "--verify", "none", "--segment-length", "60"));
    return words.toArray(String[]::new);
  }

  private static Ended intoTable(String table, String options) {
    Path report = runs.fresh();
    List<String> lines = new ArrayList<>();
    ExitStatus status =
        runs.evaluate(
            "",
            lines,
            words(
                "--input "
                    + series
                    + " --output-table "
                    + table
                    + " --report "
                    + report
                    + options));
    return new Ended(
        status, lines, report, Files.exists(report) ? TestRuns.reportIn(report) : null);
  }

  private static void refused(String table, String options, String... parts) {
    assertThatThrownBy(() -> intoTable(table, options))
        .isInstanceOf(BadInputException.class)
        .satisfies(
            refusal -> assertThat(refusal.getMessage()).contains(parts).hasSizeLessThan(400));
  }

  private static Dataset<Row> table(String name) {
    return spark.table(name).orderBy("t");
  }

  @ParameterizedTest
  @CsvSource({"orc, zlib, .zlib.orc", "json, gzip, .json.gz"})
  void otherFormatsOfFilesGiveTheSameBits(String format, String compression, String ending)
      throws IOException {
    Path copy = folder.resolve("copy-" + format);
    spark
        .read()
        .parquet(series.toString())
        .orderBy("t")
        .write()
        .format(format)
        .save(copy.toString());
    String form = " --output-format " + format + " --compression " + compression;
    Ended ended = runs.evaluate(words("--input " + copy + form));

    try (var files = Files.list(ended.output())) {
      assertThat(files.map(Path::toString).filter(name -> name.contains("part-")))
          .isNotEmpty()
          .allMatch(name -> name.endsWith(ending) || name.endsWith(".crc"));
    }
    assertThat(ended.report().get("inputDigest")).isEqualTo(whole.report().get("inputDigest"));
    String plan = format.equals("orc") ? "in order already" : "shuffled"; // text has large pieces
    assertThat(ended.report().get("inputPlan").asText()).startsWith(plan);
    assertThat(ended.digest()).isEqualTo(whole.digest());
    assertThat(
            spark
                .read()
                .schema("t long, state array<float>, output array<float>")
                .format(format)
                .load(ended.output().toString())
                .orderBy("t")
                .collectAsList())
        .isEqualTo(spark.read().parquet(whole.output().toString()).orderBy("t").collectAsList());
  }

  @Test
  void aTableAndAQueryGiveTheBitsOfTheFiles() {
    spark.read().parquet(series.toString()).createOrReplaceTempView("readings");
    try {
      Ended table = runs.evaluate(words("--input-table readings"));
      assertThat(table.digest()).isEqualTo(whole.digest());
      assertThat(table.report().get("places").get("input").asText()).isEqualTo("table readings");
      Path output = runs.fresh();
      List<String> asked = new ArrayList<>(List.of(words("--input-sql")));
      asked.add(1, "SELECT t, a FROM readings WHERE t < 300");
      assertThat(runs.evaluate(output, asked.toArray(String[]::new)).rows(runs)).hasSize(300);
      assertThatThrownBy(() -> runs.evaluate(words("--input-table readings_of_none")))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining("--input-table")
          .hasMessageContaining("readings_of_none");
    } finally {
      spark.catalog().dropTempView("readings");
    }
  }

  @Test
  void aTableIsMadeOnceAndThenChangedAsTheModeSays() {
    Ended made = intoTable("trials.states", "");
    assertThat(made.status()).as(made.text()).isEqualTo(ExitStatus.DONE);
    assertThat(made.text()).contains("Result:  table trials.states");
    assertThat(made.digest()).isEqualTo(whole.digest());
    assertThat(table("trials.states").collectAsList())
        .isEqualTo(spark.read().parquet(whole.output().toString()).orderBy("t").collectAsList());

    refused("trials.states", "", "table trials.states exists", "--mode");
    refused("trials.states", " --mode append --output-format orc", "format of its own");
    refused("trials.states", " --mode append --partition-by hundred=t", "has no column", "hundred");
    assertThat(intoTable("trials.states", " --mode skip").text()).contains("nothing is done");
    intoTable("trials.states", " --overwrite --range 0:100");
    assertThat(table("trials.states").count()).isEqualTo(100);
    intoTable("trials.states", " --mode append --range 100:250");
    assertThat(table("trials.states").count()).isEqualTo(250);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TABLE trials.made USING parquet AS SELECT 1 AS t",
        "SELECT",
        "DROP VIEW x"
      })
  void aStatementIsNoQueryAndDoesNothing(String sql) {
    List<String> asked = new ArrayList<>(List.of(words("--input-sql")));
    asked.add(1, sql);
    assertThatThrownBy(() -> runs.evaluate(asked.toArray(String[]::new)))
        .isInstanceOf(BadInputException.class)
        .hasMessageMatching("--input-sql: \\w.*");
    assertThat(spark.catalog().tableExists("trials.made")).isFalse();
  }

  @Test
  void whatATableReadsIsNeverWritten() {
    spark.sql(
        "CREATE TABLE trials.own USING parquet AS SELECT t, a, cast(null AS array<float>) AS state,"
            + " cast(null AS array<float>) AS output FROM parquet.`"
            + series
            + "`");
    spark.sql("CREATE VIEW trials.view AS SELECT * FROM trials.own");
    for (String mode : List.of("append", "overwrite")) {
      String options = " --report " + runs.fresh() + " --mode " + mode;
      assertThatThrownBy(
              () ->
                  runs.evaluate(
                      "",
                      new ArrayList<>(),
                      words("--input-table trials.view --output-table trials.own" + options)))
          .hasMessageContaining("trials.own is what the run reads");
    }
    Path place = folder.resolve("trials").resolve("own");
    assertThatThrownBy(() -> runs.evaluate(place, words("--input-table trials.own --overwrite")))
        .hasMessageContaining("is the input");
    assertThatThrownBy(
            () -> runs.evaluate(place.resolve("states"), words("--input-table trials.view")))
        .hasMessageContaining("is inside the input");
    assertThat(place).as("no report either").isDirectoryNotContaining("glob:**_deerpark*");
    assertThat(spark.table("trials.own").count()).isEqualTo(STEPS);
  }

  /** Whose files lie in folders of their own. */
  @Test
  void nothingIsWrittenBesideThePartitionsOfAnInput() {
    spark.sql(
        "CREATE TABLE trials.parted USING parquet PARTITIONED BY (half) AS SELECT t, a,"
            + " t div 300 AS half FROM parquet.`"
            + series
            + "`");
    Path inside = folder.resolve("trials").resolve("parted").resolve("states");
    String table = "--input-table trials.parted";
    assertThatThrownBy(() -> runs.evaluate(inside, words(table)))
        .hasMessageContaining("is inside the input");
    for (String option : List.of("--report", "--work-dir", "--checkpoint", "--final-state")) {
      assertThatThrownBy(() -> runs.evaluate(words(table + " " + option + " " + inside)))
          .isInstanceOf(BadInputException.class)
          .hasMessageStartingWith(option + ": ")
          .hasMessageContaining("is inside");
    }
    assertThat(inside).doesNotExist();
  }

  @Test
  void withoutConvergenceATableStaysAsItIs() {
    Ended ended = intoTable("trials.never", " --method jacobi --max-iterations 1");
    assertThat(ended.status()).isEqualTo(ExitStatus.NOT_CONVERGED);
    assertThat(ended.report().get("outcome").asText()).isEqualTo("MAX_ITERATIONS");
    assertThat(spark.catalog().tableExists("trials.never")).isFalse();
  }

  @Test
  void partitionsAreOfAColumnThatIsComputedFromTheTime() throws IOException {
    Path output = runs.fresh();
    List<String> options = new ArrayList<>(List.of(words("--input " + series)));
    options.addAll(List.of("--partition-by", "hundred=t div 100"));
    runs.evaluate(output, options.toArray(String[]::new));
    try (var files = Files.list(output)) {
      assertThat(files.map(file -> file.getFileName().toString()).filter(n -> n.contains("=")))
          .hasSize(6)
          .contains("hundred=0", "hundred=5");
    }
    assertThat(spark.read().parquet(output.toString()).where("hundred = t div 100").count())
        .isEqualTo(STEPS);

    options.addAll(List.of("--overwrite"));
    assertThat(runs.evaluate(output, options.toArray(String[]::new)).status())
        .as("an output with partitions may be replaced")
        .isEqualTo(ExitStatus.DONE);
    refused("trials.bad", " --partition-by day=state[0]", "--partition-by", "state");
    refused("trials.bad", " --partition-by t=t", "has a column t");
    refused("trials.bad", " --partition-by State=t", "has a column State");
    for (String expression : List.of("rand()", "explode(array(t,t))", "array(t)", "null")) {
      refused("trials.bad", " --partition-by day=" + expression, "one value for a time");
    }
  }

  @Test
  void anExpressionThatFailsForATimeIsASentence() {
    String failing = "p=100 div (t - 500)";
    List<String> options = new ArrayList<>(List.of(words("--input " + series)));
    // one task: another may still be writing when the run has ended
    options.addAll(List.of("--partition-by", failing, "--partitions", "1"));
    Path output = runs.fresh();
    assertThatThrownBy(() -> runs.evaluate(output, options.toArray(String[]::new)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("--partition-by has no value for a time", "Division by zero");
    assertThat(output).doesNotExist();
    refused("trials.failing", " --partition-by p=100/(t-500)", "trials.failing", "ivision by zero");
    assertThat(spark.catalog().tableExists("trials.failing")).isFalse();
  }

  @Test
  void inspectSaysBeforeARunWhatItWouldBeRefusedFor() {
    spark.sql("CREATE TABLE trials.old (t BIGINT, state ARRAY<FLOAT>) USING parquet");
    String input = "--input " + series + " --output-table trials.old --report " + runs.fresh();
    assertInspectRefuses(input, "trials.old exists");
    String table = "--input " + series + " --output-table trials.new";
    assertInspectRefuses(table, "--report is missing");
    assertInspectRefuses(table + " --final-state " + runs.fresh(), "--report is missing");
    assertInspectRefuses(input + " --mode append", "has no column output");
    assertThat(runs.inspect(words(input + " --mode append --emit states")))
        .contains("Verdict  evaluate would read the series and begin");
    assertThat(runs.inspect(words(input + " --mode skip")).toString())
        .contains("evaluate would do nothing: the table trials.old exists");
    assertInspectRefuses(
        "--input-table trials.old --output-table trials.old --mode append --report " + runs.fresh(),
        "is what the run reads");
    String folder = "--input " + series + " --output " + whole.output();
    assertThat(runs.inspect(words(folder + " --mode skip")).toString())
        .contains("evaluate would do nothing: the output");
    assertInspectRefuses(
        "--input " + series + " --output " + runs.fresh() + " --partition-by p=state[0]", "state");
    List<String> lines = new ArrayList<>();
    for (String taken : List.of("output=t", "p=q")) {
      String partition = "--input " + series + " --partition-by " + taken;
      assertThatThrownBy(() -> runs.inspect(lines, words(partition)))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining("--partition-by");
    }
    assertThat(lines.toString()).as("before the run is planned").doesNotContain("sample");
    assertThat(spark.table("trials.old").count()).isZero();
    spark.sql("CREATE TABLE trials.texts (t BIGINT, state STRING, output ARRAY<FLOAT>)");
    spark.sql("CREATE VIEW trials.seen AS SELECT * FROM trials.texts");
    for (String name : List.of("texts", "seen")) {
      assertInspectRefuses(
          table.replace("new", name) + " --mode append --report " + runs.fresh(),
          name.equals("texts") ? "Cannot safely cast `state`" : "is a view");
    }
    String report = " --report " + runs.fresh();
    assertInspectRefuses(table.replace("trials", "trails") + report, "database that does not");
    assertInspectRefuses(table + report + " --output-format nonsense", "data source: nonsense");
    assertInspectRefuses(table + report + " --output-format csv", "csv, which cannot hold");
    // a column for each number, but an array of outputs
    String columns = table + report + " --output-format csv --states-as columns";
    assertInspectRefuses(columns, "the column output of the type array<float>");
    assertThat(runs.inspect(words(columns + " --emit states")).toString())
        .contains("Verdict  evaluate would read the series and begin");
  }

  @Test
  void aTableIsNotReplacedInPart() {
    spark.sql(
        "CREATE TABLE trials.parts (t BIGINT, state ARRAY<FLOAT>, h BIGINT) USING parquet PARTITIONED BY (h)");
    spark.sql("INSERT INTO trials.parts VALUES (1, null, 77)");
    String options =
        " --emit states --partition-by h=t+0 --range 0:3 --segment-length 1 --overwrite";
    spark.conf().set("spark.sql.sources.partitionOverwriteMode", "dynamic");
    try {
      refused("trials.parts", options, "trials.parts has partitions", "would stay");
    } finally {
      spark.conf().unset("spark.sql.sources.partitionOverwriteMode");
    }
    intoTable("trials.parts", options);
    assertThat(spark.table("trials.parts").select("h").as(Encoders.LONG()).collectAsList())
        .containsExactlyInAnyOrder(0L, 1L, 2L);
  }

  private static void assertInspectRefuses(String options, String part) {
    assertThatThrownBy(() -> runs.inspect(words(options)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(part);
  }

  @Test
  void aFolderThatExistsIsLeftAloneOnRequest() {
    Ended ended =
        runs.evaluate(whole.output(), words("--input " + series + " --range 0:50 --mode skip"));
    assertThat(ended.text()).contains("exists, so nothing is done").doesNotContain("--final-state");
    String state = " --final-state " + folder.resolve("no.json");
    Ended without =
        runs.evaluate(whole.output(), words("--input " + series + " --mode skip" + state));
    assertThat(without.text()).contains("no.json does not exist, and is not written either");
    assertThat(ended.rows(runs)).hasSize(STEPS);
  }

  @Test
  void theLastStateComesWithATableToo() {
    Path end = folder.resolve("end.json");
    String form = " --output-format json --compression gzip";
    assertThat(intoTable("trials.withEnd", form + " --final-state " + end).status())
        .isEqualTo(ExitStatus.DONE);
    assertThat(end).exists();
    assertThat(spark.table("trials.withEnd").inputFiles())
        .as("a new table is compressed as was asked")
        .allMatch(file -> file.endsWith(".json.gz"));
  }
}
