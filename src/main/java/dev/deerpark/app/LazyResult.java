// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import dev.deerpark.app.run.WorkDirectory;
import dev.deerpark.spark.WhileOpen;
import java.lang.ref.Cleaner;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * A solved series whose rows are walked when they are used, as long as this is open. It closes by
 * itself some time after no DataFrame refers to its rows any more.
 */
public final class LazyResult implements AutoCloseable {
  private static final Cleaner CLEANER = Cleaner.create();

  private static final String ADVICE =
      "The evaluation is closed, and its result with it: use the result before, or write or cache it.";

  /** Refuses jobs from now on. */
  private final BooleanSupplier shut;

  private final Runnable free;
  private final Optional<Dataset<Row>> rows;
  private final boolean converged;
  private final String report;

  private LazyResult(
      BooleanSupplier shut,
      Runnable free,
      Optional<Dataset<Row>> rows,
      boolean converged,
      String report) {
    this.shut = shut;
    this.free = free;
    this.rows = rows;
    this.converged = converged;
    this.report = report;
  }

  static LazyResult of(
      SparkSession spark,
      SolvedSeries solved,
      boolean converged,
      WorkDirectory work,
      String report) {
    Runnable free =
        () -> {
          try (work;
              solved) {
            // both are closed, in this order from the right, also where the first fails
          }
        };
    if (!solved.good()) {
      free.run();
      return new LazyResult(() -> false, () -> {}, Optional.empty(), converged, report);
    }
    OpenResult open = solved.open();
    WhileOpen<InternalRow> walked = new WhileOpen<>(open.rows().rdd(), ADVICE);
    Dataset<Row> rows = OpenResult.frame(spark, walked, open.type());
    // what is freed does not refer to the rows that are walked from it
    Runnable once = CLEANER.register(walked, free)::clean;
    return new LazyResult(walked::shut, once, Optional.of(rows), converged, report);
  }

  /** The rows in the order of time; absent where the run did not converge and they are not kept. */
  public Optional<Dataset<Row>> rows() {
    return rows;
  }

  public boolean converged() {
    return converged;
  }

  /** The report, as in {@code report.json}. */
  public String report() {
    return report;
  }

  /** Frees the executors' memory and deletes the checkpoints. More than once is once. */
  @Override
  public void close() {
    if (shut.getAsBoolean()) {
      free.run();
    }
  }
}
