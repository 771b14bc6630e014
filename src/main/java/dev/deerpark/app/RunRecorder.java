// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import dev.deerpark.base.BadInputException;
import dev.deerpark.engine.StateTrace;
import dev.deerpark.io.table.LoadedSeries;
import dev.deerpark.report.ComparedRun;
import dev.deerpark.report.ConvergencePlot;
import dev.deerpark.report.Ending;
import dev.deerpark.report.Phase;
import dev.deerpark.report.PlanFigures;
import dev.deerpark.report.ReportFolder;
import dev.deerpark.report.RunReport;
import dev.deerpark.report.SolverFigures;
import dev.deerpark.report.Verification;
import dev.deerpark.report.Versions;
import dev.deerpark.sequence.Layout;
import dev.deerpark.settings.EvaluateSettings;
import dev.deerpark.settings.OptionValue;
import dev.deerpark.solve.Solution;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;

/** Tells the console and the report what a run does, in step with it. */
final class RunRecorder {
  private final EvaluateSettings settings;
  private final ReportFolder folder;
  private final RunReport report;
  private final Console console;
  private final Picture picture;
  private final PhaseTimer timer;
  private String model = "";

  RunRecorder(
      String command,
      EvaluateSettings settings,
      String reportFolder,
      Configuration hadoop,
      Console console) {
    this.settings = settings;
    this.folder = new ReportFolder(reportFolder, hadoop);
    this.report = new RunReport(command, Instant.now());
    this.console = console;
    this.timer = new PhaseTimer(report);
    this.picture = new Picture(folder, console());
    for (OptionValue value : settings.values().all()) {
      String text = value.text().orElse(value.option().defaultValue().label());
      report.configured(value.option().bareName(), text, value.source().label());
    }
  }

  /** Runs an action and writes the report, whether it ends or fails. */
  ExitStatus record(Supplier<ExitStatus> action) {
    try {
      ExitStatus status = action.get();
      write();
      return status;
    } catch (Throwable failure) { // Scala throws checked exceptions without declaring them
      report.ended(ending(failure), timer.seconds());
      try {
        write();
      } catch (UncheckedIOException unwritten) {
        failure.addSuppressed(unwritten);
      }
      throw failure;
    }
  }

  private Ending ending(Throwable failure) {
    return BadInputException.behind(failure)
        .map(refusal -> Ending.refused(refusal, timer.current(), ExitStatus.BAD_INPUT.code()))
        .orElseGet(() -> Ending.failed(failure, ExitStatus.FAILED.code()));
  }

  private void write() {
    try {
      folder.write(report);
    } catch (IOException e) {
      throw new UncheckedIOException("The report cannot be written to " + folder.reportFile(), e);
    }
  }

  /** The console, with warnings kept for the report as well. */
  Console console() {
    return new Console() {
      @Override
      public void line(String text) {
        console.line(text);
      }

      @Override
      public void warning(String sentence) {
        report.warn(sentence);
        console.warning(sentence);
      }
    };
  }

  /** Adds the time of an action to a phase, less that of phases within it. */
  <T> T timed(Phase phase, Supplier<T> action) {
    return timer.timed(phase, action);
  }

  void timed(Phase phase, Runnable action) {
    timed(
        phase,
        () -> {
          action.run();
          return phase;
        });
  }

  void greet() {
    console.line(Versions.current().toString());
    settings.values().differing().forEach(value -> console.line("  " + value));
  }

  /** What will be done. */
  void planned(Run run) {
    model = run.subject().model().name();
    report.loadedModel(run.subject().model().digest());
    report.planned(PlanFigures.of(run.plan()));
    new PlanLines(run.subject().model(), run.plan()).print(console);
  }

  /** What was read, and a warning where it came otherwise than planned. */
  void read(LoadedSeries series, Run run) {
    report.readInput(series.digest(), series.plan().toString());
    if (!series.plan().equals(run.plan().input())) {
      console().warning("The input was " + series.plan() + ".");
    }
  }

  void solved(Solution solution, Run run) {
    report.solved(SolverFigures.of(solution, run.plan(), solution.summary().residual(), 0));
    if (solution.outcome().converged() && !solution.isDetermined(run.layout())) {
      console().warning(solution.sentence());
    }
    if (solution.iterations() > 0) {
      picture.write(
          () ->
              ConvergencePlot.ofRun(
                  title(run),
                  solution.history(),
                  run.layout().segments(),
                  run.plan().rule().tolerance()));
    }
  }

  private static String title(Run run) {
    Layout layout = run.layout();
    return String.format(
        Locale.ROOT,
        "%s: %s, %,d segments of %,d steps",
        run.subject().model().name(),
        run.plan().method().label(),
        layout.segments(),
        layout.segmentLength());
  }

  /** The residual of the states as written, in place of the solver's own. */
  void written(StateTrace trace, Run run, Solution solution) {
    long steps = solution.written().isPresent() ? 0 : run.layout().steps();
    report.solved(SolverFigures.of(solution, run.plan(), trace.residual(), steps));
    report.wrote(trace.digestText());
    console.line(
        String.format(
            Locale.ROOT, "The residual of the written states is %.2e.", trace.residual()));
  }

  void verified(Verification verification) {
    report.verified(verification);
    console.line(verification.sentence());
  }

  /** The last words; the exit status goes with them. */
  ExitStatus ended(Solution solution, Optional<String> output) {
    ExitStatus status = solution.outcome().converged() ? ExitStatus.DONE : ExitStatus.NOT_CONVERGED;
    report.ended(Ending.of(solution, status.code()), timer.seconds());
    console.line(solution.sentence());
    console.line(
        output
            .map(path -> "Result:  " + path)
            .orElse("No result was written: --keep-unconverged writes it all the same."));
    console.line("Report:  " + folder.reportFile());
    console.line(report.times());
    return status;
  }

  /** The last words of a comparison. */
  ExitStatus compared(List<ComparedRun> runs) {
    report.compared(runs);
    List<String> missed =
        runs.stream()
            .filter(run -> !run.outcome().converged())
            .map(run -> run.solution().method())
            .toList();
    ExitStatus status = missed.isEmpty() ? ExitStatus.DONE : ExitStatus.NOT_CONVERGED;
    String sentence =
        String.format(
            Locale.ROOT,
            "Compared %d methods: %s.",
            runs.size(),
            missed.isEmpty() ? "all converged" : String.join(", ", missed) + " did not converge");
    report.ended(Ending.compared(sentence, status.code()), timer.seconds());
    picture.write(() -> ConvergencePlot.ofRuns(model, runs));
    ComparisonTable.print(runs, console);
    console.line(sentence);
    console.line("Report:  " + folder.reportFile());
    return status;
  }
}
