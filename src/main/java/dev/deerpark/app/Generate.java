// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import dev.deerpark.app.console.Console;
import dev.deerpark.app.console.ExitStatus;
import dev.deerpark.app.measure.SyntheticSeries;
import dev.deerpark.io.file.PlaceTrial;
import dev.deerpark.io.job.JobLabels;
import dev.deerpark.io.trajectory.OutputTarget;
import dev.deerpark.io.trajectory.TrajectoryWriter;
import dev.deerpark.report.Versions;
import dev.deerpark.settings.GenerateSettings;
import dev.deerpark.settings.Option;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/** The use case of the command {@code generate}: writes a series for models to read. */
public final class Generate {
  /** A file of so many rows holds a few dozen megabytes a column. */
  private static final long FILE_STEPS = 1 << 22;

  private final SparkSession spark;
  private final GenerateSettings settings;
  private final Console console;

  /**
   * @param spark is left running
   * @param settings as from {@link GenerateSettings#of}
   * @param console hears what happens
   */
  public Generate(SparkSession spark, GenerateSettings settings, Console console) {
    this.spark = spark;
    this.settings = settings;
    this.console = console;
  }

  /**
   * Writes the series, whole or not at all.
   *
   * @throws dev.deerpark.base.BadInputException for an output that cannot be written
   */
  public ExitStatus run() {
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    OutputTarget target =
        OutputTarget.check(hadoop, settings.output(), settings.overwrite(), List.of());
    PlaceTrial.require(Option.OUTPUT.flag(), target.path(), hadoop);
    console.line(Versions.current().toString());
    settings.values().differing().forEach(value -> console.line("  " + value));
    SyntheticSeries series = series(settings);
    long began = System.nanoTime();
    int partitions = partitions(series);
    try (TrajectoryWriter writer = new TrajectoryWriter(spark, target)) {
      new JobLabels(spark.sparkContext())
          .label(
              "deerpark generate",
              "write " + target.path(),
              () -> writer.stage(series.rows(spark, partitions), series.type()));
      writer.commit();
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    console.line(
        String.format(
            Locale.ROOT,
            "Wrote %,d steps in %d files in %.1f s, %,.0f steps a second: column %s and %s.",
            series.steps(),
            partitions,
            seconds,
            series.steps() / seconds,
            series.timeColumn(),
            series.columns().isEmpty() ? "no values" : "values " + series.columns()));
    console.line("Result:  " + target.path());
    return ExitStatus.DONE;
  }

  /** A file a core, or several where these would be large; never one without rows. */
  private int partitions(SyntheticSeries series) {
    int cores = spark.sparkContext().defaultParallelism();
    long rounds = (series.steps() - 1) / (cores * FILE_STEPS) + 1;
    long wanted =
        settings.partitions().isPresent() ? settings.partitions().getAsInt() : cores * rounds;
    return (int) Math.min(wanted, series.blocks());
  }

  /** What the settings ask for. */
  static SyntheticSeries series(GenerateSettings settings) {
    SyntheticSeries.Kind kind =
        switch (settings.fill()) {
          case NORMAL -> SyntheticSeries.Kind.NORMAL;
          case SINE -> SyntheticSeries.Kind.SINE;
        };
    return new SyntheticSeries(
        settings.steps(), settings.timeColumn(), settings.columns(), kind, settings.seed());
  }
}
