// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import dev.deerpark.app.console.Console;
import dev.deerpark.app.console.ExitStatus;
import dev.deerpark.app.record.ModelLines;
import dev.deerpark.app.record.NetworkLines;
import dev.deerpark.app.record.PlanLines;
import dev.deerpark.app.run.NetworkFiles;
import dev.deerpark.app.run.NetworkPreparation;
import dev.deerpark.app.run.NetworkRun;
import dev.deerpark.app.run.Preparation;
import dev.deerpark.app.run.Run;
import dev.deerpark.app.run.SeriesInput;
import dev.deerpark.app.run.Subject;
import dev.deerpark.network.NetworkModel;
import dev.deerpark.recurrence.Model;
import dev.deerpark.report.Phase;
import dev.deerpark.report.Versions;
import dev.deerpark.settings.EvaluateSettings;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/**
 * The use case of the command {@code inspect}: reads the model and the time column, plans the run,
 * and says what it would do, or why it would be refused. Without a series it shows the model alone.
 */
public final class Inspect {

  private final SparkSession spark;
  private final EvaluateSettings settings;
  private final Console console;

  /**
   * @param spark is left running
   * @param settings as from {@link EvaluateSettings#forInspect}, with its {@link ExampleFiles}
   * @param console gets the plan
   */
  public Inspect(SparkSession spark, EvaluateSettings settings, Console console) {
    this.spark = spark;
    this.settings = settings;
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
    PlannedOutput output = new PlannedOutput(spark, settings);
    Optional<String> done = output.checkPlaces();
    if (done.isPresent()) {
      console.line("Verdict  evaluate would do nothing: " + done.get());
      return ExitStatus.DONE;
    }
    console.line(Phase.VALIDATE.doing());
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    Optional<NetworkModel> network = NetworkFiles.read(settings, hadoop);
    network.ifPresent(model -> new NetworkLines(model, List.of()).print(console));
    if (!settings.input().isGiven()) {
      return withoutSeries(network, hadoop);
    }
    SeriesInput input = SeriesInput.of(spark, settings);
    output.requireOther(input);
    if (network.filter(model -> !model.network().isOneRecurrence()).isPresent()) {
      return network(network.get(), input, output);
    }
    Run run = new Preparation(input, console).run();
    PlanLines lines = new PlanLines(run.subject().model(), run.plan(), run.source().timeline());
    lines.print(console);
    lines.printSizes(console);
    run.plan()
        .schema()
        .ifPresent(schema -> output.check(schema.on(run.source().timeline()).type()));
    boolean lawful = !settings.model().check() || ModelCheck.of(run.subject().model(), console);
    return verdict(run.plan().refusals(), lawful);
  }

  /** Shows, and tests where that is asked, the model alone. */
  private ExitStatus withoutSeries(Optional<NetworkModel> network, Configuration hadoop) {
    List<Model> recurrences =
        network
            .map(NetworkModel::ofNodes)
            .orElseGet(() -> List.of(Subject.model(settings, hadoop)));
    if (network.isEmpty()) {
      Model model = recurrences.get(0);
      ModelLines lines = new ModelLines(model, model.spec().build().stateSize());
      lines.print(console);
      lines.printSizes(console);
    }
    boolean lawful = true;
    for (Model recurrence : recurrences) {
      lawful &= !settings.model().check() || ModelCheck.of(recurrence, console);
    }
    List<String> idle = settings.optionsOfRuns();
    if (!idle.isEmpty()) {
      console.warning(
          "Without --input there is no run to plan, so these have no effect: "
              + String.join(", ", idle)
              + ".");
    }
    console.line("Verdict  this is the model alone; with --input, the plan of a run is shown");
    return lawful ? ExitStatus.DONE : ExitStatus.BAD_INPUT;
  }

  private ExitStatus network(NetworkModel model, SeriesInput input, PlannedOutput output) {
    NetworkRun run = new NetworkPreparation(input, console, model).run();
    NetworkLines.printPlans(run, console);
    output.check(run.schema().type());
    List<String> refusals =
        run.nodes().stream().flatMap(node -> node.plan().refusals().stream()).distinct().toList();
    boolean lawful = true;
    for (Run node : run.nodes()) {
      lawful &= !settings.model().check() || ModelCheck.of(node.subject().model(), console);
    }
    return verdict(refusals, lawful);
  }

  private ExitStatus verdict(List<String> refusals, boolean lawful) {
    if (refusals.isEmpty() && lawful) {
      console.line("Verdict  evaluate would read the series and begin");
      return ExitStatus.DONE;
    }
    refusals.forEach(refusal -> console.line("Refused  " + refusal));
    return ExitStatus.BAD_INPUT;
  }
}
