// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.study;

import dev.deerpark.app.console.Console;
import dev.deerpark.app.console.ExitStatus;
import dev.deerpark.base.BadInputException;
import dev.deerpark.settings.StudySettings;
import dev.deerpark.study.RunRow;
import dev.deerpark.study.model.Explained;
import dev.deerpark.study.model.Possible;
import dev.deerpark.study.model.Prediction;
import dev.deerpark.study.simulation.SimulatedRuns;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/**
 * The use case of {@code study --predict}: what a recorded study says of other lengths and other
 * numbers of executors. It needs no cluster.
 */
public final class Predict {
  private final StudySettings settings;
  private final StudyFolder folder;
  private final Console console;

  /**
   * @param settings as from {@link StudySettings#of}, with a length to predict for
   * @param hadoop the file systems' configuration
   * @param console hears what comes out
   */
  public Predict(StudySettings settings, Configuration hadoop, Console console) {
    this.settings = settings;
    this.folder = new StudyFolder(settings.output(), hadoop);
    this.console = console;
  }

  /**
   * Predicts, prints a table, and writes the report again with it.
   *
   * @throws BadInputException where the folder holds no study, or one without runs
   */
  public ExitStatus run() {
    StudyRecord study = folder.study();
    List<RunRow> rows = folder.rows();
    List<RunRow> counted = rows.stream().filter(RunRow::counts).toList();
    if (counted.isEmpty()) {
      throw new BadInputException(
          "--predict: the study in " + folder.path() + " has no run whose time counts.");
    }
    long steps = settings.task().predictedLength().orElseThrow();
    List<Prediction> predictions = new ArrayList<>();
    for (Explained explained : Explained.all(counted)) {
      predictions.addAll(predict(explained, steps, study.grid().tolerance()));
    }
    StudyReport.of(folder, study, rows, predictions).write(console).tell(console);
    return ExitStatus.DONE;
  }

  private List<Prediction> predict(Explained explained, long steps, double tolerance) {
    RunRow like = explained.runs().get(0);
    int coresOfExecutor = like.cell().workers().cores() / like.cell().workers().executors();
    Optional<Possible> possible = Possible.of(like.result().exponentNatsPerStep(), tolerance);
    console.line("");
    console.line(
        String.format(
            Locale.ROOT,
            "%s, %s kernel, %,d steps; the loop: %,.3g s. %s",
            explained.network(),
            explained.kernel(),
            steps,
            explained.loopSeconds(steps),
            possible
                .map(
                    bound ->
                        String.format(
                            Locale.ROOT, "It forgets within %,.0f steps.", bound.memorySteps()))
                .orElse("It does not forget its start.")));
    console.line(
        "  method                 cores      seconds    simulated     speed-up   possible"
            + "   extrapolated: length, cores");
    List<Prediction> predictions = new ArrayList<>();
    for (String way : explained.behaviours().keySet()) {
      for (int executors : settings.axes().executors()) {
        int cores = executors * Math.max(1, coresOfExecutor);
        Prediction predicted = SimulatedRuns.with(explained, explained.predict(way, steps, cores));
        predictions.add(predicted);
        console.line(
            String.format(
                Locale.ROOT,
                "  %-20s %,8d %,12.3g %12s %,12.3g %10s   %,.3g times, %,.3g times",
                way,
                cores,
                predicted.seconds(),
                Double.isNaN(predicted.simulatedSeconds())
                    ? "-"
                    : String.format(Locale.ROOT, "%,.3g", predicted.simulatedSeconds()),
                predicted.speedup(),
                possible
                    .map(bound -> String.format(Locale.ROOT, "%,.3g", bound.speedup(cores, steps)))
                    .orElse("-"),
                predicted.longerThanMeasured(),
                predicted.moreCoresThanMeasured()));
      }
    }
    return predictions;
  }
}
