// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.record;

import dev.deerpark.app.console.Console;
import dev.deerpark.app.console.ExitStatus;
import dev.deerpark.app.monitor.RunMonitor;
import dev.deerpark.app.run.Run;
import dev.deerpark.base.BadInputException;
import dev.deerpark.engine.trajectory.StateTrace;
import dev.deerpark.io.table.LoadedSeries;
import dev.deerpark.kernel.KernelFactory;
import dev.deerpark.kernel.StepFailure;
import dev.deerpark.report.Application;
import dev.deerpark.report.ComparedRun;
import dev.deerpark.report.ConvergencePlot;
import dev.deerpark.report.Ending;
import dev.deerpark.report.ForecastCheck;
import dev.deerpark.report.Phase;
import dev.deerpark.report.Places;
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
import dev.deerpark.settings.OptionValue;
import dev.deerpark.solve.Solution;
import dev.deerpark.solve.SolveListener;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;

/** Tells the console and the report what a run does, in step with it. */
public final class RunRecorder {
  private final EvaluateSettings settings;
  private final RunReport report;
  private final Console console;
  private final PhaseTimer timer;
  private final SparkContext context;
  private final Configuration hadoop;
  private final TaskClock tasks = new TaskClock();
  private final RunMonitor monitor;

  /** The seconds of solving in which no task ran, as far as its events have arrived. */
  private final List<DoubleSupplier> alone = new ArrayList<>();

  private boolean solving;
  private boolean walksOnDevices;
  private final Set<Phase> announced = EnumSet.noneOf(Phase.class);
  private String model = "";
  private Optional<Timeline> timeline = Optional.empty();

  private final ReportFile file;

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
    this.hadoop = spark.sparkContext().hadoopConfiguration();
    this.report = new RunReport(command, Instant.now());
    this.console = console;
    this.monitor = RunMonitor.begin(context);
    this.timer = new PhaseTimer(report, monitor::enter);
    this.file =
        new ReportFile(
            report,
            settings.values().redaction(),
            console(),
            reportFolder.map(path -> new ReportFolder(path, hadoop)));
    report.begun(application(spark.sparkContext()), places(settings));
    for (OptionValue value : settings.values().all()) {
      report.configured(
          value.option().bareName(),
          value.shownText(),
          value.option().unit(),
          value.source().label());
    }
  }

  private static Application application(SparkContext context) {
    return new Application(
        context.applicationId(),
        context.master(),
        context.deployMode(),
        Runtime.getRuntime().maxMemory(),
        context.isLocal() ? null : (long) context.executorMemory() << 20);
  }

  private static Places places(EvaluateSettings settings) {
    return new Places(
        settings.model().sidecar().or(settings.model()::className).orElse(null),
        settings.input().place().orElse(null),
        settings.input().initialState().orElse(null),
        settings.writesResult() ? settings.output().place().orElse(null) : null,
        settings.output().finalState().orElse(null));
  }

  /** Runs an action and writes the report, whether it ends or fails. */
  @SuppressWarnings("try") // the monitor is there to be closed
  public ExitStatus record(Supplier<ExitStatus> action) {
    try (monitor) {
      return listening(() -> ends().written(context, action));
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
      return listening(() -> ends().unwritten(action));
    }
  }

  private RecordedEnd ends() {
    return new RecordedEnd(report, timer, file, this::atItsTime);
  }

  private <T> T listening(Supplier<T> action) {
    context.addSparkListener(tasks);
    try {
      return action.get();
    } finally {
      context.removeSparkListener(tasks);
    }
  }

  /** The same with its time, once the times are known. */
  private Optional<StepFailure> atItsTime(StepFailure failure) {
    return timeline.map(failure::at);
  }

  /** The console, with warnings kept for the report as well. */
  public Console console() {
    return new Console() {
      @Override
      public void line(String text) {
        console.line(text);
      }

      @Override
      public void warning(String sentence) {
        report.warn(sentence);
        monitor.warned(sentence);
        console.warning(sentence);
      }
    };
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
    if (phase != Phase.SOLVE || solving) {
      return timer.timed(phase, action);
    }
    long began = System.currentTimeMillis();
    solving = true;
    T result = timer.timed(phase, action);
    solving = false;
    long ended = System.currentTimeMillis();
    alone.add(() -> tasks.driverOnlySeconds(began, ended));
    return result;
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
    walksOnDevices |= kernels.deviceKind().isPresent();
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
      console().warning("The input was " + series.plan() + ".");
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

  /** Warns where rounding alone decides what a state is. */
  public void warnOfUndetermined(Solution solution, Run run) {
    if (solution.outcome().converged() && !solution.isDetermined(run.layout())) {
      console().warning(solution.sentence());
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
    if (!alone.isEmpty()) {
      TaskClock.awaitEvents(context);
      report.spentOnDriverAlone(alone.stream().mapToDouble(DoubleSupplier::getAsDouble).sum());
    }
    if (walksOnDevices) {
      report.walkedOnDevices(tasks.deviceSteps());
    }
    report.ended(ending, timer.seconds());
    farewell(sentence, output);
  }

  private void farewell(String sentence, Optional<String> output) {
    output.ifPresent(
        path -> file.move(new ReportFolder(settings.output().resultReportFolder(path), hadoop)));
    monitor.said(sentence);
    console.line(sentence);
    report.forecastCheck().map(ForecastCheck::sentence).ifPresent(console::line);
    report.shareOfDevices().ifPresent(console::line);
    file.place()
        .ifPresent(
            place -> {
              console.line(
                  output
                      .map(path -> "Result:  " + path)
                      .orElse("No result was written: --keep-unconverged writes it all the same."));
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
    report.ended(Ending.compared(sentence, status.code()), timer.seconds());
    file.draw(() -> ConvergencePlot.ofRuns(model, runs));
    ComparisonTable.print(runs, console);
    console.line(sentence);
    file.place().ifPresent(place -> console.line("Report:  " + place));
    return status;
  }
}
