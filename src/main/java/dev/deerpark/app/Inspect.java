// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import dev.deerpark.plan.Plan;
import dev.deerpark.report.Phase;
import dev.deerpark.report.Versions;
import dev.deerpark.settings.EvaluateSettings;
import org.apache.spark.sql.SparkSession;

/**
 * The use case of the command {@code inspect}: reads the model and the time column, plans the run,
 * and says what it would do, or why it would be refused.
 */
public final class Inspect {

  private final SparkSession spark;
  private final EvaluateSettings settings;
  private final Console console;

  /**
   * @param spark is left running
   * @param settings as from {@link EvaluateSettings#forInspect}
   * @param console gets the plan
   */
  public Inspect(SparkSession spark, EvaluateSettings settings, Console console) {
    this.spark = spark;
    this.settings = ExampleFiles.resolve(settings);
    this.console = console;
  }

  /**
   * Looks, and runs nothing.
   *
   * @return how {@code evaluate} would end, as far as that is known before the series is read
   * @throws dev.deerpark.base.BadInputException for what cannot even be planned
   */
  public ExitStatus run() {
    console.line(Versions.current().toString());
    if (settings.output().path().isPresent()) {
      new OutputPlaces(settings, spark.sparkContext().hadoopConfiguration()).check();
    }
    console.line(Phase.VALIDATE.doing());
    Run run = new Preparation(spark, settings, console).run();
    PlanLines lines = new PlanLines(run.subject().model(), run.plan());
    lines.print(console);
    lines.printSizes(console);
    return verdict(run.plan());
  }

  private ExitStatus verdict(Plan plan) {
    if (plan.refusals().isEmpty()) {
      console.line("Verdict  evaluate would read the series and begin");
      return ExitStatus.DONE;
    }
    plan.refusals().forEach(refusal -> console.line("Refused  " + refusal));
    return ExitStatus.BAD_INPUT;
  }
}
