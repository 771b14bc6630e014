// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.app.console.Console;
import dev.deerpark.app.console.ExitStatus;
import dev.deerpark.app.console.TestConsole;
import dev.deerpark.base.BadInputException;
import dev.deerpark.settings.Option;
import dev.deerpark.settings.OptionValues;
import dev.deerpark.settings.streaming.StreamCommandSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command {@code stream}, between folders and into tables. */
class StreamRunIT {
  @RegisterExtension private static final StreamSession SESSION = new StreamSession();

  @TempDir private Path folder;
  private StreamFixture stream;

  @BeforeEach
  void begin() {
    stream = new StreamFixture(SESSION.ofItsOwn(), folder);
  }

  @Test
  void theCommandGoesOnFromABatchAndFromItsOwnCheckpoint() throws IOException {
    String gru = StreamFixture.gru();
    String handed = stream.file("handed.json").toString();
    stream.loop("", 0, 100, Map.of(Option.MODEL, gru, Option.FINAL_STATE, handed));
    unconverged(Path.of(handed));
    stream.send("", 100, 120);
    List<String> first = command("initial-state", handed);
    stream.send("", 120, 150);
    List<String> second = command();

    assertThat(first).anyMatch(line -> line.startsWith("Streaming, with states in"));
    assertThat(first)
        .anyMatch(line -> line.contains(handed + " is of a run that did not converge"));
    assertThat(second).anyMatch(line -> line.startsWith("Going on from"));
    StreamFixture.assertSameBits(
        stream.results().get(""),
        stream.loop("", 0, 150, Map.of(Option.MODEL, gru)).tailMap(100L),
        "state",
        "output");

    assertCommandRefused("holds results with the columns", "states-as", "columns");
    assertCommandRefused("holds results that, as orc,", "output-format", "orc");
    assertCommandRefused("holds results with the columns", "output-format", "json");
    assertCommandRefused("--schema is missing", "schema", "");
    assertCommandRefused("--schema cannot be streamed", "schema", "t LONG, a NUMBERS");
    assertCommandRefused("is empty", "output", stream.file("elsewhere").toString());
    assertCommandRefused("holds something already", "checkpoint", stream.file("new").toString());
    assertCommandRefused(
        "same place", "output", stream.file("source").resolve("results").toString());
    assertCommandRefused("not a folder", "input", stream.file("handed.json").toString());
  }

  /** Makes of a state one of a run that did not converge. */
  private static void unconverged(Path state) throws IOException {
    String json = Files.readString(state);
    Files.writeString(state, json.replaceFirst("}\\s*$", ",\"converged\":false}"));
  }

  @Test
  void aTableBelongsToItsCheckpoint() {
    sql("CREATE DATABASE tables LOCATION '" + stream.file("tables") + "'");
    stream.send("", 0, 10);
    String other = stream.file("other").toString();
    command("output", "", "output-table", "tables.results");
    stream.send("", 10, 20);
    command("output", "", "output-table", "tables.results");
    assertThat(stream.session().table("tables.results").count()).isEqualTo(20);

    String[] fresh = {"output", "", "checkpoint", other, "output-table"};
    assertCommandRefused("holds something already", with(fresh, "tables.results"));
    assertCommandRefused("does not exist", "output", "", "output-table", "tables.elsewhere");
    assertThat(stream.session().catalog().tableExists("tables.elsewhere")).isFalse();
    sql("CREATE TABLE tables.others (t LONG, level ARRAY<DOUBLE>) USING parquet");
    assertCommandRefused("has no column", with(fresh, "tables.others"));
    sql("CREATE TABLE tables.texts (t LONG, state STRING, output ARRAY<DOUBLE>) USING parquet");
    assertCommandRefused("has the column state as string", with(fresh, "tables.texts"));
    assertCommandRefused(
        "is what the run reads", with(with(fresh, "tables.others"), fromTable("tables.others")));
    assertThat(Path.of(other)).doesNotExist();
    sql(
        "CREATE TABLE tables.empty (t LONG, state ARRAY<FLOAT>, output ARRAY<FLOAT>) USING parquet");
    command(with(fresh, "tables.empty"));
    assertThat(stream.session().table("tables.empty").count()).isEqualTo(20);
  }

  @Test
  void whatSparkCannotWriteIsRefusedByASentence() {
    stream.send("", 0, 10);
    String[] table = {"output", "", "output-table"};
    String[] format = with(table, "some.table", "output-format", "nonsense");
    assertCommandRefused("table some.table in the format nonsense: ", format);
    assertCommandRefused("some_other", with(table, "some_other.tables.results"));
    assertCommandRefused("no table", with(table, "no table"));
    sql("CREATE TEMPORARY VIEW seen AS SELECT 1L t, array(1f) state, array(1f) output WHERE false");
    assertCommandRefused("table seen: ", with(table, "seen"));
    assertCommandRefused("--input-table: nowhere cannot be streamed: ", fromTable("nowhere"));
  }

  @Test
  void whatIsReadAndWhatIsWrittenAreApartThroughLinksToo() throws Exception {
    stream.send("", 0, 10);
    String link = Files.createSymbolicLink(stream.file("link"), stream.file("source")).toString();
    assertCommandRefused("--output and --input are the same place", "output", link);
    assertCommandRefused("--checkpoint and --input", "checkpoint", link + "/states");
    assertCommandRefused("--initial-state and --input", "initial-state", link + "/end.json");
    String states = stream.file("states").toString();
    assertCommandRefused(
        "--initial-state and --output", "initial-state", states, "output", states + "/results");
    assertCommandRefused(
        "--initial-state and --checkpoint", "initial-state", states, "checkpoint", states + "/c");
    Path model = stream.file("source").resolve("model.json");
    assertCommandRefused("--model and --input", "model", model.toString());
  }

  private void sql(String statement) {
    stream.session().sql(statement);
  }

  private static String[] fromTable(String name) {
    return new String[] {"input", "", "input-format", "", "schema", "", "input-table", name};
  }

  private static String[] with(String[] some, String... more) {
    return Stream.of(some, more).flatMap(Arrays::stream).toArray(String[]::new);
  }

  @Test
  void aHeaderThatTheSchemaDoesNotNameIsRefusedInPlaceOfReadByPosition() {
    stream.send(List.of("series,t,b,a", ",0,1,2"));
    assertCommandRefused("--schema does not name the columns", "source-option", "");
    assertCommandRefused(
        "--source-option: Invalid value 'no' for option 'maxFilesPerTrigger'",
        "source-option",
        "maxFilesPerTrigger=no",
        "output",
        stream.file("other").toString(),
        "checkpoint",
        stream.file("other-checkpoint").toString());
  }

  @Test
  void statesThatCannotBeReadOrAreOfNoSeriesAreRefused() throws Exception {
    stream.send("x", 0, 10);
    String nothing = Files.createDirectories(stream.file("nothing")).toString();
    assertCommandRefused("nothing cannot be read", from(nothing));
    String row = "SELECT 'x' AS series, 5L AS t, array_repeat(0.5D, 24) AS state";
    String numbers = states("numbers", row.replace("array_repeat(0.5D, 24)", "0.5D"));
    assertCommandRefused("needs arrays of numbers", from(numbers));
    String keyless = states("keyless", row.replace("'x'", "cast(null AS string)"));
    assertCommandRefused("belongs to no series", from(keyless));
  }

  @Test
  void aFileThatCannotBeReadEndsAStreamWithASentence() throws Exception {
    stream.session().conf().set("spark.sql.files.ignoreCorruptFiles", true);
    Path source = Files.createDirectories(stream.file("damaged"));
    Files.writeString(source.resolve("rows.parquet"), "no Parquet");
    assertCommandRefused(
        "rows.parquet cannot be read",
        with(
            new String[] {"input", source.toString(), "input-format", "parquet"},
            "source-option",
            ""));
  }

  @Test
  void outputsThatAreNotFiniteAreTheSubjectOfAWarning() throws Exception {
    stream.send("x", 5, 40);
    stream.send("yy", 0, 40);
    String large = large();
    List<String> lines = command("model", large, "series-column", "series");

    Dataset<Row> infinite =
        stream
            .session()
            .read()
            .parquet(stream.file("results").toString())
            .where("abs(output[0]) = double('infinity')")
            .orderBy("t", "series");
    Row first = infinite.head();
    String warned =
        String.format(
            Locale.ROOT,
            "Warning: %d rows of the result have outputs that are not finite, the first at time %d"
                + " of series %s:",
            infinite.count(),
            first.<Long>getAs("t"),
            first.<String>getAs("series"));
    assertThat(infinite.count()).isBetween(1L, 74L);
    assertThat(lines).filteredOn(line -> line.startsWith("Warning")).hasSize(1);
    assertThat(lines).anyMatch(line -> line.startsWith(warned));

    stream.send("yy", 40, 45);
    String[] states = {"model", large, "series-column", "series", "emit", "states"};
    String[] other = {
      "output", stream.file("other").toString(), "checkpoint", stream.file("new").toString()
    };
    assertThat(command(with(states, other))).noneMatch(line -> line.startsWith("Warning"));
  }

  /** The path of a model that scales its outputs beyond what a float can hold. */
  private String large() throws IOException {
    Path gru = Path.of(StreamFixture.gru());
    String weights = gru.getFileName().toString().replace(".json", ".safetensors");
    Path model = Files.createDirectories(stream.file("model"));
    Files.copy(gru.resolveSibling(weights), model.resolve(weights));
    String scale = "{ \"target\": {\"mean\": [3.4e38], \"std\": [3.4e38]},";
    String text = Files.readString(gru).replaceFirst("\\{", scale);
    return Files.writeString(model.resolve("large.json"), text).toString();
  }

  private static String[] from(String states) {
    return new String[] {"series-column", "series", "initial-state", states};
  }

  /** A folder of states. */
  private String states(String name, String query) {
    String place = stream.file(name).toString();
    stream.session().sql(query).write().parquet(place);
    return place;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "',1,1e,x' | column \"a\" has text that is not a number (DOUBLE), at the time 1: \"1e\"",
        "',1.5,1,x' | column \"t\" has text that is not a number (BIGINT): \"1.5\"",
        "',1,1,5,2' | A line does not fit --schema",
        "',1,,x' | column \"a\" of the series has a missing value",
      })
  void textInPlaceOfANumberIsNamedWhereItsColumnIsRead(String line, String sentence) {
    stream.send(List.of(",0,1,x", line));
    assertCommandRefused(sentence);
  }

  private void assertCommandRefused(String sentence, String... options) {
    assertThatThrownBy(() -> command(options))
        .as(Arrays.toString(options))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(sentence);
  }

  /** Runs the command over all that was sent, with some options other than usual. */
  private List<String> command(String... more) {
    Map<String, String> options = new HashMap<>();
    options.put("model", StreamFixture.gru());
    options.put("value-columns", "a");
    options.put("input", stream.file("source").toString());
    options.put("input-format", "csv");
    options.put("source-option", "Header=false"); // in any case, as Spark has it
    options.put("schema", StreamFixture.SCHEMA);
    options.put("output", stream.file("results").toString());
    options.put("checkpoint", stream.checkpoint());
    options.put("trigger", "available-now");
    for (int i = 0; i < more.length; i += 2) {
      options.put(more[i], more[i + 1]);
    }
    Map<String, String> configuration = new HashMap<>();
    options.forEach(
        (name, value) -> {
          if (!value.isEmpty()) {
            configuration.put("spark.deerpark." + name, value);
          }
        });
    // micro-batches are told of on a thread of Spark's
    List<String> lines = Collections.synchronizedList(new ArrayList<>());
    Console console = TestConsole.keeping(lines);
    StreamCommandSettings settings =
        StreamCommandSettings.of(OptionValues.resolve(Map.of(), configuration));
    assertThat(new StreamRun(stream.session(), settings, console).run()).isEqualTo(ExitStatus.DONE);
    return lines;
  }
}
