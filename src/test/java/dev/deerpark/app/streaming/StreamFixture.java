// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.app.Evaluate;
import dev.deerpark.app.console.Console;
import dev.deerpark.io.table.TestSeries;
import dev.deerpark.settings.EvaluateSettings;
import dev.deerpark.settings.Option;
import dev.deerpark.settings.OptionValues;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import java.util.stream.LongStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.Trigger;

/** A stream of CSV files, each a micro-batch of its own, and the loop to compare it with. */
final class StreamFixture {
  /** Of the files. */
  static final String SCHEMA = "series string, t long, a double, b double";

  private final Path folder;
  private final SparkSession session;
  private int files;
  private int outputs;

  /**
   * @param session of a {@link StreamSession}
   * @param folder empty, the fixture's own
   */
  StreamFixture(SparkSession session, Path folder) {
    this.session = session;
    this.folder = folder;
    try {
      Files.createDirectories(folder.resolve("source"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  SparkSession session() {
    return session;
  }

  /**
   * An evaluation of the column {@code a} by the example's network.
   *
   * @param more options, or others for these: names and values in turn
   */
  StreamingEvaluation evaluation(String... more) {
    Map<String, String> options = new HashMap<>();
    options.put("model", gru());
    options.put("value-columns", "a");
    for (int i = 0; i < more.length; i += 2) {
      options.put(more[i], more[i + 1]);
    }
    return StreamingEvaluation.of(session, options);
  }

  String checkpoint() {
    return folder.resolve("checkpoint").toString();
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  static String gru() {
    try {
      return Path.of(
              StreamFixture.class
                  .getResource("/dev/deerpark/examples/ecg/gru24_ecg208.json")
                  .toURI())
          .toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** One more file of the source: lines of {@code series,t,a,b}. */
  void send(List<String> lines) {
    Path file = folder.resolve("source").resolve("rows-" + files + ".csv");
    try {
      Files.write(file, lines);
      // the source takes its files in this order
      Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000_000_000L + 1000L * files));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    files++;
  }

  /** One more file with the times {@code from <= t < to} of a series, shuffled. */
  void send(String series, long from, long to) {
    send(TestSeries.shuffled(from, to, from).stream().map(t -> line(series, t)).toList());
  }

  static String line(String series, long time) {
    return series + "," + time + "," + values(series, time);
  }

  private static String values(String series, long time) {
    return value(series, time) + "," + value(series, -time / 2);
  }

  /** The value of a series at a time; each has its own. */
  static double value(String series, long time) {
    return TestSeries.a(time * (1 + series.length()));
  }

  Dataset<Row> source() {
    return session
        .readStream()
        .schema(SCHEMA)
        .option("maxFilesPerTrigger", 1)
        .csv(folder.resolve("source").toString());
  }

  /** Runs a query over what was sent since the last one, one file after the other, to its end. */
  void run(Dataset<Row> results) throws StreamingQueryException, TimeoutException {
    StreamingQuery query =
        results
            .writeStream()
            .option("checkpointLocation", checkpoint())
            .trigger(Trigger.AvailableNow())
            .start(folder.resolve("results").toString());
    query.awaitTermination();
  }

  /** All results so far, by series and time. */
  Map<String, TreeMap<Long, Row>> results() {
    return bySeries(session.read().parquet(folder.resolve("results").toString()));
  }

  /** Rows by series and time; of one series, by the empty name. */
  static Map<String, TreeMap<Long, Row>> bySeries(Dataset<Row> rows) {
    boolean named = List.of(rows.columns()).contains("series");
    Map<String, TreeMap<Long, Row>> found = new HashMap<>();
    for (Row row : rows.collectAsList()) {
      TreeMap<Long, Row> series =
          found.computeIfAbsent(named ? row.getAs("series") : "", name -> new TreeMap<>());
      if (series.put(row.getAs("t"), row) != null) {
        throw new AssertionError("two results of the time " + row.getAs("t"));
      }
    }
    return found;
  }

  /** The rows that the sequential loop writes over the times of a series, by time. */
  TreeMap<Long, Row> loop(String series, long from, long to, Map<Option, String> more) {
    List<String> lines = new ArrayList<>(List.of("t,a,b"));
    LongStream.range(from, to).forEach(t -> lines.add(t + "," + values(series, t)));
    Path input = folder.resolve("loop-" + outputs + ".csv");
    try {
      Files.write(input, lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bySeries(loop(input.toString(), more)).get("");
  }

  /** The rows that the sequential loop writes over a table. */
  Dataset<Row> loop(String input, Map<Option, String> more) {
    Path output = folder.resolve("loop-" + outputs++);
    Map<Option, String> options = new EnumMap<>(Option.class);
    options.putAll(more);
    options.put(Option.METHOD, "sequential");
    options.put(Option.VERIFY, "none");
    options.put(Option.PARTITIONS, "1");
    options.put(Option.INPUT, input);
    options.put(Option.OUTPUT, output.toString());
    options.putIfAbsent(Option.VALUE_COLUMNS, "a");
    new Evaluate(
            session,
            EvaluateSettings.forEvaluate(OptionValues.resolve(options, Map.of())),
            new Silence())
        .run();
    return session.read().parquet(output.toString());
  }

  private record Silence() implements Console {
    @Override
    public void line(String text) {}

    @Override
    public void warning(String sentence) {
      if (sentence.contains("start state")) {
        throw new AssertionError(sentence);
      }
    }
  }

  /** Whether rows have the same times, and the same arrays in some columns, bit for bit. */
  static void assertSameBits(
      SortedMap<Long, Row> found, SortedMap<Long, Row> expected, String... columns) {
    assertThat(found.keySet()).isEqualTo(expected.keySet());
    for (long time : expected.keySet()) {
      for (String column : columns) {
        assertThat(found.get(time).getList(found.get(time).fieldIndex(column)))
            .as("%s at %d", column, time)
            .isEqualTo(expected.get(time).getList(expected.get(time).fieldIndex(column)));
      }
    }
  }
}
