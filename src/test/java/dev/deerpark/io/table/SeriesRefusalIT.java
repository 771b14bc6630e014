// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.base.BadInputException;
import dev.deerpark.base.Precision;
import dev.deerpark.recurrence.Normalisation;
import dev.deerpark.sequence.Layout;
import dev.deerpark.spark.SharedSession;
import dev.deerpark.spark.TestSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Every way in which an input can be wrong, and the sentence that says so. */
@ExtendWith(SharedSession.class)
class SeriesRefusalIT {
  private static final long SEED = 20261102;

  @TempDir Path folder;
  private static SparkSession session;

  @BeforeAll
  static void start() {
    session = TestSession.local();
  }

  @AfterEach
  void nothingStaysPersisted() {
    assertThat(session.sparkContext().getPersistentRDDs().size()).isZero();
  }

  @Test
  void aPathThatIsNotThereIsRefusedByName() {
    refused(folder.resolve("no.parquet"), "no.parquet does not exist");
    refused(folder.resolve("no-*.csv"), "no-*.csv does not exist");
    SeriesQuery elsewhere = new SeriesQuery("nofs://host/x", "t", List.of(), Optional.empty());
    assertThatThrownBy(() -> SeriesSource.open(session, elsewhere))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("nofs://host/x cannot be read");
  }

  @Test
  void filesOfUnknownOrMixedFormatsAreRefused() throws IOException {
    Files.createDirectories(folder.resolve("empty"));
    refused(folder.resolve("empty"), "holds no data files");
    Files.writeString(folder.resolve("notes.txt"), "hello");
    refused(folder.resolve("notes.txt"), "notes.txt is neither Parquet nor CSV");
    Path mixed = TestSeries.parquetOf(session, folder.resolve("mixed"), List.of(0L, 1L), 1);
    TestSeries.csvOf(mixed.resolve("more.csv"), List.of(2L));
    refused(mixed, "mixes Parquet and CSV");
  }

  @Test
  void damagedFilesAreRefusedByName() throws IOException {
    Path truncated = folder.resolve("truncated.parquet");
    Files.write(truncated, new byte[] {'P', 'A', 'R', '1', 0, 0, 0, 0, 9, 9, 9, 9});
    refused(truncated, "truncated.parquet cannot be read");
    Path zipped = folder.resolve("torn.csv.gz");
    TestSeries.csvOf(zipped, TestSeries.shuffled(0, 5000, SEED));
    byte[] whole = Files.readAllBytes(zipped);
    Files.write(zipped, java.util.Arrays.copyOf(whole, whole.length / 2));
    refused(zipped, "torn.csv.gz cannot be read");
  }

  @Test
  void aFileWithoutAWantedColumnIsRefusedByName() throws IOException {
    TestSeries.csvOf(folder.resolve("two/one.csv"), List.of(0L, 1L));
    Files.writeString(folder.resolve("two/two.csv"), "a,t\n1,2\n1,3\n");
    refused(folder.resolve("two"), "two.csv has no column \"b\": it has a, t");
  }

  @Test
  void aMissingColumnIsNamedBesideThoseThatExist() throws IOException {
    Path path = TestSeries.csvOf(folder.resolve("x.csv"), List.of(0L, 1L));
    SeriesQuery query = new SeriesQuery(path.toString(), "t", List.of("a", "c"), Optional.empty());
    refused(query, "no column \"c\": it has t, b, a");
    SeriesQuery upper = new SeriesQuery(path.toString(), "T", List.of("a"), Optional.empty());
    refused(upper, "no column \"T\"");
    Path blank = Files.writeString(folder.resolve("blank.csv"), "");
    refused(blank, "no column \"t\": it has none");
  }

  @Test
  void aTimeColumnOfAnotherTypeIsRefusedByName() {
    refused(typed(DataTypes.DoubleType, 0.0, 1.0), "\"t\"", "type double", "whole numbers");
    refused(typed(DataTypes.StringType, "0", "1"), "no known form", "\"0\"", "--time-format");
    refused(typed(DataTypes.BooleanType, true, false), "type boolean", "dates or timestamps");
  }

  @Test
  void aValueColumnThatHoldsNoNumbersIsRefusedByName() {
    StructType schema =
        new StructType()
            .add("t", DataTypes.LongType)
            .add("a", DataTypes.BooleanType)
            .add("b", DataTypes.DoubleType);
    List<Row> rows = List.of(RowFactory.create(0L, true, 1.0), RowFactory.create(1L, true, 1.0));
    Path path = TestSeries.parquet(session, folder.resolve("flags"), rows, schema, 1);
    refused(path, "\"a\"", "type boolean");
  }

  @Test
  void anInputWithoutEnoughRowsIsRefused() {
    refused(TestSeries.csvOf(folder.resolve("none.csv"), List.of()), "is empty");
    refused(TestSeries.parquetOf(session, folder.resolve("none"), List.of(), 1), "is empty");
    refused(TestSeries.csvOf(folder.resolve("one.csv"), List.of(4L)), "one row");
    Path path = TestSeries.csvOf(folder.resolve("x.csv"), List.of(0L, 1L));
    refused(TestSeries.query(path, 1, 2), "one row", "range 1:2");
  }

  @Test
  void timesThatAreNoWholeNumbersAreCounted() {
    refused(
        TestSeries.csv(folder.resolve("x.csv"), List.of("0,1,1", "noon,1,1", "1.5,1,1")),
        "other than a whole number in 2 of 3 rows",
        "\"noon\"",
        "\"1.5\"");
    refused(
        TestSeries.csv(folder.resolve("y.csv"), List.of("0,1,1", ",1,1", "1,1,1")),
        "is empty in 1 of 3 rows");
    refused(
        TestSeries.csv(folder.resolve("z.csv"), List.of("-2,1,1", "-1,1,1", "0,1,1")),
        "2 negative time indexes (at times -2, -1)");
    refused(TestSeries.query(folder.resolve("z.csv"), -2, 1), "-2:1", "--time-step 1");
  }

  @Test
  void duplicatesAndGapsAreFoundInAnyOrderOverManyFiles() {
    List<Long> times = TestSeries.shuffled(100, 5100, SEED);
    times.removeAll(List.of(100L, 2000L, 2001L, 3000L, 4500L));
    times.addAll(List.of(150L, 150L, 2500L, 2500L, 5099L));
    Collections.shuffle(times, new Random(SEED));
    Path path = TestSeries.parquetOf(session, folder.resolve("torn"), times, 6);
    refused(
        path,
        "5 duplicate rows (first at times 150, 2500, 5099)",
        "4 missing rows (at times 2000, 2001, 3000, 4500)");
    refused(
        TestSeries.query(path, 0, 5100), "range 0:5100 is outside the data", "goes over 101:5100");
    refused(
        TestSeries.query(path, 2000, 2400),
        "the range 2000:2400",
        "2 missing rows (at times 2000, 2001)");
    refused(TestSeries.query(path, 4400, 4501), "1 missing row (at time 4500)");
  }

  @Test
  void onlyTheFirstTenTimesAreGiven() {
    List<Long> times = TestSeries.shuffled(0, 500, SEED);
    times.removeIf(t -> t % 7 == 3);
    refused(
        TestSeries.csvOf(folder.resolve("x.csv"), times),
        "71 missing rows (first at times 3, 10, 17, 24, 31, 38, 45, 52, 59, 66)");
  }

  @Test
  void aDuplicateForEveryGapIsFoundWhenTheBlocksAreRead() {
    List<Long> times = TestSeries.shuffled(0, 100, SEED);
    times.remove(40L);
    times.add(70L);
    SeriesQuery query = TestSeries.query(TestSeries.csvOf(folder.resolve("even.csv"), times));
    SeriesSource source = SeriesSource.open(session, query);
    String message = "1 duplicate row (at time 70) and 1 missing row (at time 40)";
    assertThatThrownBy(() -> load(source))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(message);
    assertThatThrownBy(() -> source.sample(38, 5, Normalisation.none(2), Precision.FLOAT))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("1 missing row (at time 40)");
  }

  @Test
  void aRangeOutsideTheDataIsRefusedWithTheDatasRange() {
    Path path = TestSeries.csvOf(folder.resolve("x.csv"), TestSeries.shuffled(10, 40, SEED));
    refused(TestSeries.query(path, 5, 20), "5:20 is outside the data", "10:40");
    refused(TestSeries.query(path, 20, 41), "20:41 is outside the data", "10:40");
    refused(TestSeries.query(path, 100, 200), "100:200 is outside the data", "10:40");
  }

  @Test
  void wordsMissingValuesAndInfinitiesInCsvAreToldApart() {
    List<String> lines = lines(200);
    lines.set(20, "20,,1");
    lines.set(90, "90,1,n/a");
    lines.set(150, "150,1,Infinity");
    lines.set(151, "151,1,NaN");
    lines.set(30, "30,,1");
    Collections.shuffle(lines, new Random(SEED));
    unusable(
        TestSeries.csv(folder.resolve("x.csv"), lines),
        "column \"b\" has 2 missing values (at times 20, 30)",
        "column \"a\" has 1 text that is not a number (at time 90)",
        "column \"a\" has 2 values that are NaN or infinity (at times 150, 151)");
  }

  @Test
  void nullsAndInfinitiesInParquetAreToldApart() {
    List<Row> rows = new ArrayList<>();
    for (long t = 0; t < 50; t++) {
      rows.add(
          RowFactory.create(
              t, t == 7 ? null : (Double) 1.0, t > 30 ? Double.NEGATIVE_INFINITY : 2.0));
    }
    unusable(
        TestSeries.parquet(session, folder.resolve("x"), rows, TestSeries.SCHEMA, 3),
        "column \"b\" has 1 missing value (at time 7)",
        "column \"a\" has 19 values that are NaN or infinity"
            + " (first at times 31, 32, 33, 34, 35, 36, 37, 38, 39, 40)");
  }

  @Test
  void valuesBeyondThePrecisionAreRefused() {
    List<String> lines = lines(20);
    lines.set(11, "11,1,1e39");
    unusable(
        TestSeries.csv(folder.resolve("x.csv"), lines),
        "column \"a\" has 1 value too large for float (at time 11)");
  }

  @Test
  void rowsWithTooFewOrTooManyFieldsAreRefused() {
    List<String> lines = lines(20);
    lines.set(3, "3,1");
    lines.set(12, "12,1,1,1");
    unusable(
        TestSeries.csv(folder.resolve("x.csv"), lines),
        "2 rows with too few or too many fields (at times 3, 12)");
  }

  private static List<String> lines(int steps) {
    List<String> lines = new ArrayList<>();
    for (long t = 0; t < steps; t++) {
      lines.add(TestSeries.line(t));
    }
    return lines;
  }

  /** Two rows with a time column of another type. */
  private Path typed(DataType type, Object first, Object second) {
    StructType schema =
        new StructType()
            .add("t", type)
            .add("a", DataTypes.DoubleType)
            .add("b", DataTypes.DoubleType);
    List<Row> rows =
        List.of(RowFactory.create(first, 1.0, 1.0), RowFactory.create(second, 1.0, 1.0));
    Path path = folder.resolve("typed-" + type.simpleString());
    return TestSeries.parquet(session, path, rows, schema, 1);
  }

  private static void load(SeriesSource source) {
    Layout layout = new Layout(source.firstTime(), source.steps(), 4, 2, 3, 2);
    source.load(layout, Normalisation.none(2), Precision.FLOAT, StorageLevel.MEMORY_ONLY()).close();
  }

  private static void unusable(Path path, String... parts) {
    SeriesSource source = SeriesSource.open(session, TestSeries.query(path));
    assertThatThrownBy(() -> load(source))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(path.toString())
        .hasMessageContainingAll(parts);
  }

  private static void refused(Path path, String... parts) {
    refused(TestSeries.query(path), parts);
  }

  private static void refused(SeriesQuery query, String... parts) {
    assertThatThrownBy(() -> SeriesSource.open(session, query))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(query.path())
        .hasMessageContainingAll(parts);
  }
}
