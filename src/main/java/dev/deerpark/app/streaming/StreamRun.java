// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.streaming;

import dev.deerpark.app.console.Console;
import dev.deerpark.app.console.ExitStatus;
import dev.deerpark.base.BadInputException;
import dev.deerpark.io.job.ShutdownHook;
import dev.deerpark.report.Versions;
import dev.deerpark.settings.OutputSettings;
import dev.deerpark.settings.streaming.StreamCommandSettings;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.DataStreamWriter;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.StreamingQueryListener;
import org.apache.spark.sql.streaming.StreamingQueryProgress;
import org.apache.spark.sql.streaming.Trigger;

/**
 * The use case of the command {@code stream}: a {@link StreamingEvaluation} between a folder or
 * table in which rows arrive, and one in which their results do.
 */
public final class StreamRun {
  /** Before Spark stops, which is at 40. */
  private static final int EARLY = 60;

  private static final int PATIENCE_SECONDS = 30;

  private final SparkSession spark;
  private final StreamCommandSettings settings;
  private final Console console;

  /**
   * @param spark is left running
   * @param console hears what happens
   */
  public StreamRun(SparkSession spark, StreamCommandSettings settings, Console console) {
    this.spark = spark;
    this.settings = settings;
    this.console = console;
  }

  /**
   * Streams until all rows that are there are walked, or until the process is told to end.
   *
   * @throws BadInputException for a model, a source, a place or a row that cannot be used
   */
  public ExitStatus run() {
    console.line(Versions.current().toString());
    settings.values().differing().forEach(value -> console.line("  " + value));
    StreamPlaces places = new StreamPlaces(spark, settings);
    places.require();
    boolean goesOn = places.goesOn();
    StreamingQueryListener progress = new Progress(console);
    spark.streams().addListener(progress);
    try (StreamingEvaluation evaluation =
        StreamingEvaluation.of(spark, settings.stream(), console::warning)) {
      Dataset<Row> results = evaluation.apply(places.source());
      places.requireColumns(results.schema());
      StreamingQuery query = start(results);
      console.line(
          (goesOn ? "Going on from " : "Streaming, with states in ") + settings.checkpoint());
      if (await(query)) {
        console.line("Stopped. The same command goes on from here.");
      } else {
        console.line("All rows that had arrived are walked.");
      }
    } finally {
      spark.streams().removeListener(progress);
    }
    console.line("Result:  " + settings.stream().run().output().place().orElseThrow());
    return ExitStatus.DONE;
  }

  private StreamingQuery start(Dataset<Row> results) {
    OutputSettings output = settings.stream().run().output();
    DataStreamWriter<Row> writer =
        results
            .writeStream()
            .option("checkpointLocation", settings.checkpoint())
            .trigger(
                settings.availableNow()
                    ? Trigger.AvailableNow()
                    : Trigger.ProcessingTime(
                        settings.interval().toMillis(), TimeUnit.MILLISECONDS));
    output.format().ifPresent(writer::format);
    return SparkRefusal.named(
        "The results cannot be streamed into the " + place(output),
        () ->
            output.table().isPresent()
                ? writer.toTable(output.table().get())
                : writer.start(output.path().orElseThrow()));
  }

  private static String place(OutputSettings output) {
    String format = output.format().map(name -> " in the format " + name).orElse("");
    return output.path().map(path -> "folder " + path).or(output::place).orElseThrow() + format;
  }

  /**
   * Waits for the end of a query.
   *
   * @return whether the process was told to end
   */
  private boolean await(StreamingQuery query) {
    CountDownLatch ended = new CountDownLatch(1);
    boolean[] told = {false};
    Runnable hook =
        () -> {
          told[0] = true;
          stop(query);
          try {
            ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
    Optional<ShutdownHook> added = ShutdownHook.add(hook, EARLY, 2 * PATIENCE_SECONDS);
    try {
      if (added.isEmpty()) { // the signal came before
        told[0] = true;
        stop(query);
      }
      query.awaitTermination();
      return told[0];
    } catch (StreamingQueryException failure) {
      throw StreamFailure.of(failure, settings.stream().run().input().place().orElseThrow());
    } finally {
      ended.countDown();
      added.ifPresent(ShutdownHook::close);
    }
  }

  /** A micro-batch that is cut off has not been written, and is the first of the next start. */
  private static void stop(StreamingQuery query) {
    try {
      query.stop();
    } catch (TimeoutException stuck) {
      throw new IllegalStateException("The stream does not stop", stuck);
    }
  }

  /** Tells of each micro-batch that had rows. */
  private static final class Progress extends StreamingQueryListener {
    private final Console console;

    private Progress(Console console) {
      this.console = console;
    }

    @Override
    public void onQueryStarted(QueryStartedEvent event) {}

    @Override
    public void onQueryProgress(QueryProgressEvent event) {
      StreamingQueryProgress progress = event.progress();
      if (progress.numInputRows() > 0) {
        console.line(
            String.format(
                Locale.ROOT,
                "Micro-batch %d: %,d rows in %.1f s",
                progress.batchId(),
                progress.numInputRows(),
                progress.batchDuration() / 1000.0));
      }
    }

    @Override
    public void onQueryTerminated(QueryTerminatedEvent event) {}
  }
}
