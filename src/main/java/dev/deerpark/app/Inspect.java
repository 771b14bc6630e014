// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import dev.deerpark.report.Versions;
import dev.deerpark.settings.EvaluateSettings;
import org.apache.spark.sql.SparkSession;

/**
 * The use case of the command {@code inspect}: reads the model and the time column, plans the run,
 * and says what it would do.
 */
public final class Inspect {
  private final SparkSession spark;
  private final EvaluateSettings settings;
  private final Console console;

  /**
   * @param spark is left running
   * @param settings as from {@link EvaluateSettings#forInspect}
   * @param console hears what would happen
   */
  public Inspect(SparkSession spark, EvaluateSettings settings, Console console) {
    this.spark = spark;
    this.settings = ExampleFiles.resolve(settings);
    this.console = console;
  }

  /** Looks, and runs nothing. */
  public ExitStatus run() {
    console.line(Versions.current().toString());
    PlanLines lines = new PlanLines(Run.prepare(spark, settings, console));
    lines.print(console);
    lines.printSizes(console);
    return ExitStatus.DONE;
  }
}
