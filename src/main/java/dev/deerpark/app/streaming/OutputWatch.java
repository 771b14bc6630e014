// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.streaming;

import dev.deerpark.io.job.NonFiniteOutputs;
import dev.deerpark.spark.streaming.NonFiniteResults;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQueryListener;

/**
 * Warns after each micro-batch, and when it is closed, of results with outputs that are not finite
 * numbers.
 */
final class OutputWatch extends StreamingQueryListener implements AutoCloseable {
  private final SparkSession spark;
  private final NonFiniteResults results;
  private final Consumer<String> warning;

  /**
   * Begins to watch the queries of a session.
   *
   * @param results registered here; for the streams to fill
   * @param warning gets a sentence
   */
  OutputWatch(SparkSession spark, NonFiniteResults results, Consumer<String> warning) {
    this.spark = spark;
    this.results = results;
    this.warning = warning;
    spark.sparkContext().register(results);
    spark.streams().addListener(this);
  }

  private void look() {
    NonFiniteResults.Found found = results.take();
    if (found.rows() > 0) {
      warning.accept(NonFiniteOutputs.sentence(found.rows(), found.place()));
    }
  }

  @Override
  public void onQueryStarted(QueryStartedEvent event) {}

  @Override
  public void onQueryProgress(QueryProgressEvent event) {
    look();
  }

  @Override
  public void onQueryTerminated(QueryTerminatedEvent event) {
    look();
  }

  @Override
  public void close() {
    spark.streams().removeListener(this);
    look();
  }
}
