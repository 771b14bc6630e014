// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.base.BadInputException;
import dev.deerpark.base.Precision;
import dev.deerpark.recurrence.Normalisation;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Layout;
import dev.deerpark.sequence.time.Timeline;
import dev.deerpark.settings.CsvSettings;
import dev.deerpark.spark.TestSession;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The ways in which others write their tables, each with the values that are in it. */
class TableFormsIT {
  @TempDir Path folder;
  private static SparkSession session;

  @BeforeAll
  static void start() {
    session = TestSession.local();
  }

  @AfterAll
  static void stop() {
    session.stop();
  }

  @Test
  void columnsAreFoundByTheirNamesInEachFilesOwnHeader() throws IOException {
    write("order/1.csv", "t,a,b\n0,1,2\n1,3,4\n");
    write("order/2.csv", "b,t,note,a\n6,2,x,5\n8,3,\"y, z\",7\n");
    assertRead(query("order"), 1, 2, 3, 4, 5, 6, 7, 8);
  }

  /** As Spark gives them, which writes some characters of a folder's name as Hive does. */
  @Test
  void aFolderIsTheSeriesWhoseNameItWasGivenForWhateverItsCharacters() {
    List<String> stations = List.of("a b", "a%2Bb", "a+b", "a:b", "a=b", "é 50%");
    String places = folder.resolve("stations").toString();
    session
        .createDataset(stations, Encoders.STRING())
        .toDF("station")
        .crossJoin(session.range(2).toDF("t"))
        .selectExpr("t", "0.5 as a", "station")
        .write()
        .partitionBy("station")
        .parquet(places);
    SeriesQuery one = new SeriesQuery(places, "t", List.of("a"), Optional.empty());
    Timeline found = SeriesSource.open(session, one.ofSeries(Optional.of("station"))).timeline();
    assertThat(IntStream.range(0, found.series()).mapToObj(found.keys()::text))
        .containsExactlyElementsOf(stations);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ",t,a,b\n0,0,1,2\n1,1,3,4\n", // the index of a data frame
        "t,a,b,\n0,1,2,\n1,3,4,\n", // separators at the ends of lines
        "t,a,b,\n0,1,2\n1,3,4\n",
        "t,a,b\n0,1,2,\n1,3,4,,\n",
        "t,x,x,a,b,\n0,9,9,1,2,9\n1,9,9,3,4,9\n", // a name twice among those not wanted
        "\uFEFFt,a,b\n0,1,2\n1,3,4\n",
        "\uFEFF\"t\",\"a\",\"b\"\r\n\"0\",\"1\",\"2\"\r\n\"1\",\"3\",\"4\"\r\n",
        "\n\nt, a , b\n\n 0, 1 ,\t2\n1,3,4",
        "t,a,b,note\n0,1,2,\"he said \"\"a, b\"\"\"\n1,3,4,\n",
      })
  void csvIsReadBesideWhatIsNotWanted(String content) throws IOException {
    write("s.csv", content);
    assertRead(query("s.csv"), 1, 2, 3, 4);
  }

  @Test
  void separatorsDecimalMarksAndCommentsAreOptions() throws IOException {
    write("s.csv", "# made by hand\nt;a;b\n0;1,5;-2e1\n# more\n1;,25;4\n");
    assertRead(query("s.csv", Optional.of(';'), ',', Optional.of('#'), "UTF-8"), 1.5, -20, .25, 4);
    write("quoted.csv", "t,a,b\n0,\"1,5\",2\n1,\"3,5\",4\n");
    assertRead(
        query("quoted.csv", Optional.empty(), ',', Optional.empty(), "UTF-8"), 1.5, 2, 3.5, 4);
    write("s.tsv", "t\ta\tb\n0\t1\t2\n1\t3\t4\n");
    assertRead(query("s.tsv"), 1, 2, 3, 4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "ISO-8859-1", "windows-1252"})
  void anyCharacterSetIsReadWhereItIsNamed(String encoding) throws IOException {
    Path file = folder.resolve("s.csv");
    Files.write(file, "t,a,b,Höhe\n0,1,2,ä\n1,3,4,ö\n".getBytes(Charset.forName(encoding)));
    assertRead(query("s.csv", Optional.empty(), '.', Optional.empty(), encoding), 1, 2, 3, 4);
  }

  @Test
  void theRefusalOfAnotherWayOfWritingNamesItsOption() throws IOException {
    write("s.csv", "t;a;b\n0;1;2\n1;3;4\n");
    refused(query("s.csv"), "no column \"t\"", "give --csv-separator ';'");
    write("s.csv", "t,a,b\n0,\"1,5\",2\n1,\"3,5\",4\n2,\"1,5\",2\n");
    refused(query("s.csv"), "column \"a\" has 3 texts", "at times 0, 1, 2", "--csv-decimal ','");
    write("s.csv", "# comment\nt,a,b\n0,1,2\n1,3,4\n");
    refused(query("s.csv"), "give --csv-comment '#'");
    Files.write(folder.resolve("s.csv"), "t,a,b\n0,1,2\n".getBytes(StandardCharsets.UTF_16));
    refused(query("s.csv"), "UTF-16", "--csv-encoding UTF-16");
    Files.write(folder.resolve("s.csv"), "t,a,b\n0,1,2\n".getBytes(StandardCharsets.UTF_16LE));
    refused(query("s.csv"), "--csv-encoding");
  }

  @Test
  void aWantedNameThatOccursTwiceIsRefused() throws IOException {
    write("s.csv", "t,a,b,a\n0,1,2,3\n1,3,4,5\n");
    refused(query("s.csv"), "2 columns \"a\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"3D", "2f", "0x1p3", "1_000", "one"})
  void whatOnlyJavaCallsANumberIsText(String cell) throws IOException {
    write("s.csv", "t,a,b\n0," + cell + ",2\n1,3,4\n");
    refused(query("s.csv"), "column \"a\" has 1 text that is not a number (at time 0)", cell);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a [1].csv", "b{1,2}.csv", "c:d/x.csv", "e%20f, g.csv", "h*?.csv", "Höhe.csv"})
  void aFileOfThatVeryNameComesBeforeAGlob(String name) throws IOException {
    write("in/" + name, "t,a,b\n0,1,2\n1,3,4\n");
    assertRead(query("in/" + name), 1, 2, 3, 4);
    assertRead(query("in"), 1, 2, 3, 4);
  }

  @Test
  void whatIsNoGzipOrCutIsRefused() throws IOException {
    write("s.csv.gz", "t,a,b\n0,1,2\n1,3,4\n");
    refused(query("s.csv.gz"), "s.csv.gz cannot be read", "named like a gzip file but is not one");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("s.csv")))) {
      out.write("t,a,b\n0,1,2\n1,3,4\n".getBytes(StandardCharsets.UTF_8));
    }
    refused(query("s.csv"), "compressed by gzip", "Name it .csv.gz");
  }

  @Test
  void aTableOfTenThousandsOfColumnsIsRead() throws IOException {
    String more = ",x".repeat(30_000);
    write("s.csv", "t,a,b" + more + "\n0,1,2" + more + "\n1,3,4" + more + "\n");
    assertRead(query("s.csv"), 1, 2, 3, 4);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "int64 x (TIMESTAMP(NANOS,true))",
        "int64 x (TIME(NANOS,true))",
        "fixed_len_byte_array(2) x (FLOAT16)",
        "int96 x",
        "binary x (JSON)"
      })
  void aColumnThatIsNotWantedNeverMatters(String column) throws IOException {
    MessageType schema =
        schema("required int64 t; optional " + column + "; required double a; required double b;");
    parquet("s.parquet", schema, List.of(row(schema, 0, 1, 2), row(schema, 1, 3, 4)));
    assertRead(query("s.parquet"), 1, 2, 3, 4);
    SeriesQuery wanted =
        new SeriesQuery(
            folder.resolve("s.parquet").toString(), "t", List.of("x"), Optional.empty());
    refused(wanted, "Column \"x\"", "s.parquet", "has the type");
    SeriesQuery time =
        new SeriesQuery(
            folder.resolve("s.parquet").toString(), "x", List.of("a"), Optional.empty());
    boolean holdsTimes = column.contains("TIMESTAMP") || column.startsWith("int96");
    refused(
        time,
        "olumn \"x\"",
        holdsTimes ? "is empty in 2 of 2 rows" : "a time column holds whole numbers");
  }

  @ParameterizedTest
  @CsvSource({
    "int64, int64, double",
    "int32, double, int64",
    "int64, float, int32",
    "int32, int64, float"
  })
  void filesMayStoreTheSameColumnDifferently(String time, String first, String second)
      throws IOException {
    MessageType one =
        schema("required " + time + " t; required " + first + " a; required double b;");
    MessageType two = schema("required double b; required " + second + " a; required int64 t;");
    parquet("in/1.parquet", one, List.of(row(one, 0, 1, 2), row(one, 1, 3, 4)));
    parquet("in/2.parquet", two, List.of(row(two, 2, 5, 6), row(two, 3, 7, 8)));
    parquet("in/3.parquet", one, List.of(row(one, 4, 9, 10)));
    assertRead(query("in"), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    SeriesSource source = SeriesSource.open(session, query("in"));
    assertThat(source.plan(new Layout(0, 5, 2, 1, 3, 2)).inOrder()).isTrue();
  }

  @Test
  void aColumnMayBeInTheNamesOfFolders() throws IOException {
    write("in/a=1/x.csv", "t,b\n0,2\n1,4\n");
    write("in/a=2.5/x.csv", "t,b\n2,6\n3,8\n");
    assertRead(query("in"), 1, 2, 1, 4, 2.5, 6, 2.5, 8);
    write("in/a=none/x.csv", "t,b\n4,6\n5,8\n");
    refused(query("in"), "column \"a\" has 2 texts", "none");
  }

  @Test
  void everyFourthTimeIndexIsSaidToBeThere() throws IOException {
    StringBuilder lines = new StringBuilder("t,a,b\n");
    for (int i = 0; i < 2000; i++) {
      lines.append(1000 + 4 * i).append(",1,2\n");
    }
    write("s.csv", lines.toString());
    refused(query("s.csv"), "goes up by 4 from row to row: every 4th time index is there");
  }

  @Test
  void cutFilesAreRefusedWhateverTheDefaultsOfTheClusterAre() throws IOException {
    session.conf().set("spark.sql.files.ignoreCorruptFiles", true);
    try {
      Path zipped = folder.resolve("in/b.csv.gz");
      TestSeries.csvOf(folder.resolve("in/a.csv"), List.of(0L, 1L));
      TestSeries.csvOf(zipped, TestSeries.shuffled(2, 5000, 1));
      byte[] whole = Files.readAllBytes(zipped);
      Files.write(zipped, java.util.Arrays.copyOf(whole, whole.length / 2));
      refused(query("in"), "b.csv.gz cannot be read", "it is cut");
    } finally {
      session.conf().unset("spark.sql.files.ignoreCorruptFiles");
    }
  }

  @Test
  void theSampleOfAFaultySeriesIsRefusedWithTheCountsOfAll() throws IOException {
    write("s.csv", "t,a,b\n0,one,2\n1,3,4\n2,3,4\n3,two,4\n");
    SeriesSource source = SeriesSource.open(session, query("s.csv"));
    assertThatThrownBy(() -> source.sample(3, 1, Normalisation.none(2), Precision.DOUBLE))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("2 texts that are not numbers (at times 0, 3)");
  }

  private void write(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private static MessageType schema(String columns) {
    return MessageTypeParser.parseMessageType("message table { " + columns + " }");
  }

  private static Group row(MessageType schema, long time, double a, double b) {
    Group row = new SimpleGroupFactory(schema).newGroup();
    set(row, schema, "t", time);
    set(row, schema, "a", a);
    set(row, schema, "b", b);
    return row;
  }

  private static void set(Group row, MessageType schema, String column, double value) {
    switch (schema.getType(column).asPrimitiveType().getPrimitiveTypeName()) {
      case INT32 -> row.add(column, (int) value);
      case INT64 -> row.add(column, (long) value);
      case FLOAT -> row.add(column, (float) value);
      case DOUBLE -> row.add(column, value);
      default -> row.add(column, Binary.fromString("" + value));
    }
  }

  private void parquet(String name, MessageType schema, List<Group> rows) throws IOException {
    org.apache.hadoop.fs.Path file = new org.apache.hadoop.fs.Path(folder.resolve(name).toString());
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(file).withType(schema).withConf(new Configuration()).build()) {
      for (Group row : rows) {
        writer.write(row);
      }
    }
  }

  private SeriesQuery query(String name) {
    return query(name, Optional.empty(), '.', Optional.empty(), "UTF-8");
  }

  @Test
  void theFormOfCsvIsNotGivenForOtherFiles() {
    Path path = TestSeries.parquetOf(session, folder.resolve("form"), List.of(0L, 1L), 1);
    SeriesQuery query = query("form", Optional.of(';'), '.', Optional.empty(), "UTF-8");
    refused(query, path.toString(), "is Parquet", "--csv-separator");
  }

  private SeriesQuery query(
      String name,
      Optional<Character> separator,
      char decimal,
      Optional<Character> comment,
      String encoding) {
    return new SeriesQuery(
        folder.resolve(name).toString(),
        "t",
        List.of("a", "b"),
        Optional.empty(),
        new CsvSettings(separator, decimal, comment, encoding));
  }

  private static void assertRead(SeriesQuery query, double... expected) {
    SeriesSource source = SeriesSource.open(session, query);
    Layout layout = new Layout(source.firstTime(), source.steps(), 2, 1, 2, 2);
    double[] read = new double[expected.length];
    try (LoadedSeries series =
        source.load(layout, Normalisation.none(2), Precision.DOUBLE, StorageLevel.MEMORY_ONLY())) {
      for (InputBlock block : series.blocks().collect()) {
        for (int i = 0; i < block.inputs().length(); i++) {
          read[(int) block.firstStep() * 2 + i] = block.inputs().get(i);
        }
      }
    }
    assertThat(source.steps()).isEqualTo(expected.length / 2);
    assertThat(read).containsExactly(expected);
  }

  private static void refused(SeriesQuery query, String... parts) {
    assertThatThrownBy(
            () -> {
              SeriesSource source = SeriesSource.open(session, query);
              Layout layout = new Layout(source.firstTime(), source.steps(), 2, 1, 2, 2);
              int width = query.valueColumns().size();
              source
                  .load(
                      layout,
                      Normalisation.none(width),
                      Precision.DOUBLE,
                      StorageLevel.MEMORY_ONLY())
                  .close();
            })
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll(parts)
        .satisfies(refusal -> assertThat(refusal.getMessage()).hasSizeLessThan(400));
  }
}
