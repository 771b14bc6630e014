// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.record;

import dev.deerpark.app.console.Console;
import dev.deerpark.app.console.ExitStatus;
import dev.deerpark.app.monitor.RunMonitor;
import dev.deerpark.app.run.Run;
import dev.deerpark.base.BadInputException;
import dev.deerpark.engine.trajectory.StateTrace;
import dev.deerpark.io.job.NonFiniteOutputs;
import dev.deerpark.io.table.LoadedSeries;
import dev.deerpark.kernel.KernelFactory;
import dev.deerpark.kernel.StepFailure;
import dev.deerpark.report.ComparedRun;
import dev.deerpark.report.ConvergencePlot;
import dev.deerpark.report.Ending;
import dev.deerpark.report.ForecastCheck;
import dev.deerpark.report.Phase;
import dev.deerpark.report.PlanFigures;
import dev.deerpark.report.ReportFolder;
import dev.deerpark.report.ResumedFrom;
import dev.deerpark.report.RunReport;
import dev.deerpark.report.SeriesTimes;
import dev.deerpark.report.SolverFigures;
import dev.deerpark.report.Verification;
import dev.deerpark.report.Versions;
import dev.deerpark.sequence.Layout;
import dev.deerpark.sequence.time.Timeline;
import dev.deerpark.settings.EvaluateSettings;
import dev.deerpark.solve.Solution;
import dev.deerpark.solve.SolveListener;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;

/** Tells the console and the report what a run does, in step with it. */
public final class RunRecorder {
  private final EvaluateSettings settings;
  private final RunReport report;
  private final Console console;
  private final Console recording;
  private final PhaseTimer timer;
  private final RunClock clock;
  private final SparkContext context;
  private final Configuration hadoop;
  private final RunMonitor monitor;
  private final ReportFile file;
  private final Set<Phase> announced = EnumSet.noneOf(Phase.class);
  private String model = "";
  private Optional<Timeline> timeline = Optional.empty();

  /**
   * @param command the command's name
   * @param settings with the files of an example in place of its name
   * @param reportFolder for the report, unless the run leaves a result
   * @param spark where it runs
   */
  public RunRecorder(
      String command,
      EvaluateSettings settings,
      String reportFolder,
      SparkSession spark,
      Console console) {
    this(command, settings, Optional.of(reportFolder), spark, console);
  }

  /** A recorder whose report is its caller's, and is not written. */
  public static RunRecorder withoutFolder(
      String command, EvaluateSettings settings, SparkSession spark, Console console) {
    return new RunRecorder(command, settings, Optional.empty(), spark, console);
  }

  private RunRecorder(
      String command,
      EvaluateSettings settings,
      Optional<String> reportFolder,
      SparkSession spark,
      Console console) {
    this.settings = settings;
    this.context = spark.sparkContext();
    this.hadoop = context.hadoopConfiguration();
    this.report = ReportStart.of(command, settings, context);
    this.console = console;
    this.monitor = RunMonitor.begin(context);
    this.recording = new RecordingConsole(console, report, monitor);
    this.timer = new PhaseTimer(report, monitor::enter);
    this.clock = new RunClock(context, timer);
    this.file =
        new ReportFile(
            report,
            settings.values().redaction(),
            recording,
            reportFolder.map(path -> new ReportFolder(path, hadoop)));
  }

  /** Runs an action and writes the report, whether it ends or fails. */
  @SuppressWarnings("try") // the monitor is there to be closed
  public ExitStatus record(Supplier<ExitStatus> action) {
    try (monitor) {
      return clock.listening(() -> ends().written(context, action));
    }
  }

  /**
   * Runs an action, and writes nothing.
   *
   * @throws BadInputException where one is the cause of a failure
   */
  @SuppressWarnings("try") // the monitor is there to be closed
  public <T> T follow(Supplier<T> action) {
    try (monitor) {
      return clock.listening(() -> ends().unwritten(action));
    }
  }

  private RecordedEnd ends() {
    return new RecordedEnd(this::end, timer, file, this::atItsTime);
  }

  /** The same with its time, once the times are known. */
  private Optional<StepFailure> atItsTime(StepFailure failure) {
    return timeline.map(failure::at);
  }

  /** The console, with warnings kept for the report as well. */
  public Console console() {
    return recording;
  }

  /** Hears of every iteration of the run. */
  public SolveListener monitor() {
    return monitor;
  }

  /** Adds the time of an action to a phase, less that of phases within it. */
  public <T> T timed(Phase phase, Supplier<T> action) {
    if (announced.add(phase)) {
      monitor.said(phase.doing());
      console.line(phase.doing());
    }
    return clock.timed(phase, action);
  }

  public void timed(Phase phase, Runnable action) {
    timed(
        phase,
        () -> {
          action.run();
          return phase;
        });
  }

  /** The report as it is now, as in {@code report.json}. */
  public String json() {
    return report.json(settings.values().redaction());
  }

  public void greet() {
    console.line(Versions.current().toString());
    settings.values().differing().forEach(value -> console.line("  " + value));
  }

  /** What the run goes on from, if it does not begin. */
  public void resumed(Optional<ResumedFrom> checkpoint) {
    checkpoint.ifPresent(report::resumed);
  }

  /** What will be done. */
  public void planned(Run run) {
    begins(run.subject().model().name());
    walksBy(run.kernels());
    timeline = Optional.of(run.source().timeline());
    report.timed(SeriesTimes.of(run.source().timeline(), run.source().skipped()));
    report.loadedModel(run.subject().model().digest(), run.subject().model().scaling());
    report.planned(PlanFigures.of(run.plan()));
    new PlanLines(run.subject().model(), run.plan(), run.source().timeline()).print(console);
  }

  /** The recorder of a network of several nodes, in place of a run of one recurrence. */
  public NetworkRecorder ofNetwork() {
    return new NetworkRecorder(this, report, console);
  }

  /** The kernels that walk. */
  void walksBy(KernelFactory kernels) {
    kernels.deviceKind().ifPresent(kind -> clock.walksOnDevices());
  }

  /** A run of a model begins, so its phases are announced anew. */
  void begins(String name) {
    announced.clear();
    model = name;
  }

  /** What was read, and a warning where it came otherwise than planned. */
  public void read(LoadedSeries series, Run run) {
    report.readInput(series.digest(), series.plan().toString());
    report.mended(series.filled(), series.dropped());
    mended(series);
    if (!series.plan().equals(run.plan().input())) {
      recording.warning("The input was " + series.plan() + ".");
    }
  }

  /** What was done about gaps and duplicates. */
  private void mended(LoadedSeries series) {
    if (series.filled() > 0) {
      console.line(
          String.format(
              Locale.ROOT,
              "Filled %,d missing steps with the values of the row before.",
              series.filled()));
    }
    if (series.dropped() > 0) {
      console.line(
          String.format(
              Locale.ROOT, "Dropped %,d rows with the time of another.", series.dropped()));
    }
  }

  public void solved(Solution solution, Run run) {
    report.solved(
        SolverFigures.of(solution, run.plan(), run.times(), solution.summary().residual(), 0));
    warnOfUndetermined(solution, run);
    if (solution.iterations() > 0) {
      file.draw(
          () ->
              ConvergencePlot.ofRun(
                  title(run),
                  solution.history(),
                  run.layout().segments(),
                  run.plan().rule().tolerance()));
    }
  }

  /** Warns of outputs that are no finite numbers, which are made of finite states. */
  public void warnOfOutputs(NonFiniteOutputs.Found found, Run run) {
    warnOfOutputs(found, run.source().timeline());
  }

  void warnOfOutputs(NonFiniteOutputs.Found found, Timeline times) {
    if (found.rows() > 0) {
      recording.warning(NonFiniteOutputs.sentence(found.rows(), times.text(found.first())));
    }
  }

  /** Warns where rounding alone decides what a state is. */
  public void warnOfUndetermined(Solution solution, Run run) {
    if (solution.outcome().converged() && !solution.isDetermined(run.layout())) {
      recording.warning(solution.sentence());
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
  public void written(StateTrace trace, Run run, Solution solution) {
    long steps = solution.written().isPresent() ? 0 : run.layout().steps();
    report.solved(SolverFigures.of(solution, run.plan(), run.times(), trace.residual(), steps));
    report.wrote(trace.digestText());
    console.line(
        String.format(
            Locale.ROOT,
            "The residual of the written %s is %.2e.",
            run.plan().judged(),
            trace.residual()));
  }

  public void verified(Verification verification) {
    report.verified(verification);
    console.line(verification.sentence());
  }

  /** The last words; the exit status goes with them. */
  public ExitStatus ended(Solution solution, Optional<String> output) {
    ExitStatus status = solution.outcome().converged() ? ExitStatus.DONE : ExitStatus.NOT_CONVERGED;
    ended(Ending.of(solution, status.code()), solution.sentence(), output);
    return status;
  }

  /** The last words. */
  void ended(Ending ending, String sentence, Optional<String> output) {
    end(ending);
    output.ifPresent(
        path -> file.move(new ReportFolder(settings.output().resultReportFolder(path), hadoop)));
    String result =
        output
            .map(path -> "Result:  " + path)
            .orElse("No result was written: --keep-unconverged writes it all the same.");
    farewell(sentence, Optional.of(result));
  }

  /** Writes into the report how the run ended, and the times that it took. */
  private void end(Ending ending) {
    clock.report(report);
    report.ended(ending, timer.seconds());
  }

  /**
   * @param result what became of it; empty for a run that has none
   */
  private void farewell(String sentence, Optional<String> result) {
    monitor.said(sentence);
    console.line(sentence);
    report.forecastCheck().map(ForecastCheck::sentence).ifPresent(console::line);
    report.shareOfDevices().ifPresent(console::line);
    file.place()
        .ifPresent(
            place -> {
              result.ifPresent(console::line);
              console.line("Report:  " + place);
            });
    console.line(report.times());
  }

  /** Keeps the methods of a comparison that are done, for a report of one that ends early. */
  public void comparedSoFar(List<ComparedRun> runs) {
    report.compared(runs);
  }

  /** The last words of a comparison. */
  public ExitStatus compared(List<ComparedRun> runs) {
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
    end(Ending.compared(sentence, status.code()));
    file.draw(() -> ConvergencePlot.ofRuns(model, runs));
    ComparisonTable.print(runs, console);
    farewell(sentence, Optional.empty());
    return status;
  }
}
