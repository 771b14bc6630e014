// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.deerpark.Deerpark;
import dev.deerpark.EvaluateOptions;
import dev.deerpark.Evaluation;
import dev.deerpark.app.TestRuns.Ended;
import dev.deerpark.app.console.ExitStatus;
import dev.deerpark.app.console.TestConsole;
import dev.deerpark.app.streaming.StreamRun;
import dev.deerpark.base.BadInputException;
import dev.deerpark.io.table.TestSeries;
import dev.deerpark.settings.Option;
import dev.deerpark.settings.OptionValues;
import dev.deerpark.settings.streaming.StreamCommandSettings;
import dev.deerpark.spark.TestSession;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Tables with snapshots: of Delta, and of Iceberg in its local catalog where it has a build for
 * this Spark, under the profile spark-4.1.
 */
class LakeTablesIT {
  private static final long SEED = 20261126;
  private static final int STEPS = 600;

  /** A format, with what shows the snapshots of its tables. */
  private enum Lake {
    DELTA(
        "spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog", "DESCRIBE HISTORY %s"),
    ICEBERG(
        "lake",
        "org.apache.iceberg.spark.SparkCatalog",
        "SELECT snapshot_id FROM %s.snapshots ORDER BY committed_at DESC");

    private final String catalog;
    private final String type;
    private final String snapshots;

    Lake(String catalog, String type, String snapshots) {
      this.catalog = catalog;
      this.type = type;
      this.snapshots = snapshots;
    }

    boolean isThere() {
      try {
        Class.forName(type);
        return true;
      } catch (ClassNotFoundException missing) {
        return false;
      }
    }

    String table(String name) {
      return catalog + ".trials." + name;
    }

    String format() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The files with the rows of a table; Iceberg lists them in a table of its own. */
    List<String> files(String table) {
      return this == ICEBERG
          ? spark.table(table + ".files").select("file_path").as(Encoders.STRING()).collectAsList()
          : List.of(spark.table(table).inputFiles());
    }

    /** The latest first. */
    List<Object> snapshots(String table) {
      return spark.sql(String.format(snapshots, table)).collectAsList().stream()
          .map(row -> row.get(0))
          .toList();
    }
  }

  @TempDir static Path folder;
  private static TestRuns runs;
  private static SparkSession spark;
  private static Ended whole;

  @BeforeAll
  static void fillTheTables() {
    SparkSession.Builder builder =
        TestSession.builder("local[2]")
            .config("spark.kryo.registrationRequired", false)
            .config("spark.sql.shuffle.partitions", 2)
            .config(
                "spark.sql.streaming.stateStore.providerClass",
                "org.apache.spark.sql.execution.streaming.state.RocksDBStateStoreProvider");
    if (Lake.DELTA.isThere()) {
      builder
          .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
          .config("spark.databricks.delta.snapshotPartitions", 2)
          .config("spark.sql.catalog.spark_catalog", Lake.DELTA.type);
    }
    if (Lake.ICEBERG.isThere()) {
      builder
          .config("spark.sql.catalog.lake", Lake.ICEBERG.type)
          .config("spark.sql.catalog.lake.type", "hadoop")
          .config("spark.sql.catalog.lake.warehouse", folder.resolve("lake").toString());
    }
    runs = new TestRuns(folder, builder);
    spark = runs.session();
    spark.sql("CREATE DATABASE trials LOCATION '" + folder.resolve("trials") + "'");
    Path series =
        TestSeries.parquetOf(
            spark, folder.resolve("series"), TestSeries.shuffled(0, STEPS, SEED), 3);
    for (Lake lake : Lake.values()) {
      if (lake.isThere()) {
        String readings = lake.table("readings");
        spark
            .sql("SELECT * FROM parquet.`" + series + "`")
            .writeTo(readings)
            .using(lake.format())
            .createOrReplace();
      }
    }
    whole = runs.evaluate(words("--input " + series));
  }

  @AfterAll
  static void stop() {
    runs.close();
  }

  @AfterEach
  void nothingIsLeft() {
    assertThat(CollectionConverters.asJava(spark.sparkContext().getPersistentRDDs()).values())
        .as("persisted, beside the states of Delta's tables")
        .allMatch(kept -> kept.name() != null && kept.name().startsWith("Delta Table State"));
  }

  private static void require(Lake lake) {
    assumeTrue(
        lake.isThere(),
        lake + " is NOT tested: its runtime is not on the class path; see the profile spark-4.1");
  }

  private static String[] words(String options) {
    List<String> words = new ArrayList<>(List.of(options.split(" ")));
    words.addAll(List.of("--model", TestRuns.example("gru24_ecg208.json")));
    words.addAll(List.of("--value-columns", "a", "--verify", "none", "--segment-length", "60"));
    return words.toArray(String[]::new);
  }

  /** From the table of readings into another. */
  private static Ended into(Lake lake, String table, String options) {
    Path report = runs.fresh();
    String places =
        String.format(
            "--input-table %s --output-table %s --report %s",
            lake.table("readings"), lake.table(table), report);
    List<String> lines = new ArrayList<>();
    ExitStatus status = runs.evaluate("", lines, words(places + options));
    return new Ended(
        status, lines, report, Files.exists(report) ? TestRuns.reportIn(report) : null);
  }

  private static List<Row> rows(Dataset<Row> table) {
    return table.orderBy("t").collectAsList();
  }

  private static List<Row> expected() {
    return rows(spark.read().parquet(whole.output().toString()));
  }

  @ParameterizedTest
  @EnumSource
  void eachRunIsOneCommitOfWhatAFolderWouldHold(Lake lake) {
    require(lake);
    String states = lake.table("states");
    String make = " --output-format " + lake.format();
    Ended made = into(lake, "states", make);
    assertThat(made.status()).as(made.text()).isEqualTo(ExitStatus.DONE);
    assertThat(made.digest()).isEqualTo(whole.digest());
    assertThat(rows(spark.table(states))).isEqualTo(expected());
    Object first = lake.snapshots(states).get(0);

    assertThatThrownBy(() -> into(lake, "states", ""))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("exists");
    assertThat(into(lake, "states", " --mode skip").text()).contains("nothing is done");
    into(lake, "states", " --mode append --range 0:300");
    assertThat(spark.table(states).count()).isEqualTo(STEPS + 300);
    into(lake, "states", " --mode overwrite --range 0:100");
    assertThat(rows(spark.table(states))).isEqualTo(expected().subList(0, 100));

    assertThat(lake.snapshots(states)).as("one commit a run").hasSize(3);
    assertThat(rows(spark.sql("SELECT * FROM " + states + " VERSION AS OF " + first)))
        .isEqualTo(expected());
  }

  @ParameterizedTest
  @EnumSource
  @EnabledIfSystemProperty(named = "deerpark.faults", matches = "all")
  void aStreamFromATableIntoATableGoesOnWhereItEnded(Lake lake) {
    require(lake);
    String arriving = lake.table("arriving");
    spark.sql("CREATE TABLE " + arriving + " USING " + lake.format() + " AS " + readings(lake, 0));
    Path checkpoint = runs.fresh();
    stream(lake, arriving, checkpoint);
    spark.sql("INSERT INTO " + arriving + readings(lake, 1));
    List<String> second = stream(lake, arriving, checkpoint);
    assertThat(second).anyMatch(line -> line.startsWith("Going on from"));
    String model = TestRuns.example("gru24_ecg208.json");
    String loop = "--method sequential --verify none --value-columns a --model " + model;
    Ended ended =
        runs.evaluate(("--input-table " + lake.table("readings") + " " + loop).split(" "));
    assertThat(rows(spark.table(lake.table("streamed"))))
        .isEqualTo(rows(spark.read().parquet(ended.output().toString())));
  }

  /** One half of the readings. */
  private static String readings(Lake lake, int half) {
    return String.format(" SELECT * FROM %s WHERE t div 300 = %d", lake.table("readings"), half);
  }

  private static List<String> stream(Lake lake, String from, Path checkpoint) {
    Map<Option, String> options = new EnumMap<>(Option.class);
    options.put(Option.MODEL, TestRuns.example("gru24_ecg208.json"));
    options.put(Option.VALUE_COLUMNS, "a");
    options.put(Option.INPUT_TABLE, from);
    options.put(Option.OUTPUT_TABLE, lake.table("streamed"));
    options.put(Option.OUTPUT_FORMAT, lake.format());
    options.put(Option.CHECKPOINT, checkpoint.toString());
    options.put(Option.TRIGGER, "available-now");
    List<String> lines = Collections.synchronizedList(new ArrayList<>());
    StreamCommandSettings settings =
        StreamCommandSettings.of(OptionValues.resolve(options, Map.of()));
    assertThat(new StreamRun(spark, settings, TestConsole.keeping(lines)).run())
        .isEqualTo(ExitStatus.DONE);
    return lines;
  }

  @ParameterizedTest
  @EnumSource
  void aRunThatFailsLeavesTheTableAsItWas(Lake lake) throws Exception {
    require(lake);
    String kept = lake.table("kept");
    spark
        .sql("SELECT * FROM parquet.`" + whole.output() + "`")
        .selectExpr("*", "t div 100 AS hundred")
        .writeTo(kept)
        .using(lake.format())
        .create();
    List<Row> before = rows(spark.table(kept));
    List<Object> snapshots = lake.snapshots(kept);
    for (String mode : List.of("append", "overwrite")) {
      String partition = " --partition-by hundred=t*if(t<500,1,9000000000000000000)";
      assertThatThrownBy(() -> into(lake, "kept", " --mode " + mode + partition))
          .as("rows that cannot be computed while the table is written, %s", mode)
          .isInstanceOf(BadInputException.class);
      Ended stopped =
          into(
              lake,
              "kept",
              " --method jacobi --max-iterations 1 --partition-by hundred=t --mode " + mode);
      assertThat(stopped.status()).isEqualTo(ExitStatus.NOT_CONVERGED);
    }
    assertThat(lake.snapshots(kept)).isEqualTo(snapshots);
    assertThat(rows(spark.table(kept))).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsWrittenIntoTheFolderOfAnInput(Lake lake) {
    require(lake);
    String readings = lake.table("readings");
    Path file = Path.of(URI.create(lake.files(readings).get(0).replaceFirst("^/", "file:/")));
    Path root = lake == Lake.ICEBERG ? file.getParent().getParent() : file.getParent();
    Path inside = root.resolve("states");
    assertThatThrownBy(() -> runs.evaluate(inside, words("--input-table " + readings)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("is inside the input");
    assertThat(inside).doesNotExist();
  }

  @ParameterizedTest
  @EnumSource
  void aNewTableHasThePartitionsThatAreAskedFor(Lake lake) {
    require(lake);
    String parts = lake.table("parts");
    into(lake, "parts", " --partition-by hundred=floor(t/100) --output-format " + lake.format());
    assertThat(rows(spark.table(parts).drop("hundred"))).isEqualTo(expected());
    assertThat(spark.table(parts).where("hundred = floor(t / 100)").count()).isEqualTo(STEPS);
    assertThat(lake.files(parts))
        .allMatch(file -> file.contains("hundred="))
        .anyMatch(file -> file.contains("hundred=3/"));
  }

  @ParameterizedTest
  @EnumSource
  void whatIsAddedToAnInputLaterIsNotSeen(Lake lake) {
    require(lake);
    String growing = lake.table("growing");
    spark.table(lake.table("readings")).writeTo(growing).using(lake.format()).createOrReplace();
    EvaluateOptions options =
        EvaluateOptions.none().with("value-columns", "a").with("segment-length", 60);
    try (Evaluation evaluation =
        Deerpark.evaluate(spark.table(growing), TestRuns.example("gru24_ecg208.json"), options)) {
      spark.sql("INSERT INTO " + growing + " SELECT * FROM " + lake.table("readings"));
      assertThat(rows(evaluation.result())).isEqualTo(expected());
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatARunReadsItDoesNotWrite(Lake lake) {
    require(lake);
    for (String mode : List.of("append", "overwrite")) {
      assertThatThrownBy(() -> into(lake, "readings", " --mode " + mode))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining("is what the run reads");
    }
    assertThat(spark.table(lake.table("readings")).count()).isEqualTo(STEPS);
  }
}
