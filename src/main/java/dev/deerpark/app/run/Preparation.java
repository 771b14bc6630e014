// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.run;

import dev.deerpark.app.console.Console;
import dev.deerpark.base.BadInputException;
import dev.deerpark.base.Names;
import dev.deerpark.base.Precision;
import dev.deerpark.io.file.StateFile;
import dev.deerpark.io.table.ReadPlan;
import dev.deerpark.io.table.SeriesSource;
import dev.deerpark.io.table.SeriesStates;
import dev.deerpark.io.table.series.SkippedSeries;
import dev.deerpark.io.table.series.StateTable;
import dev.deerpark.io.trajectory.ResultForm;
import dev.deerpark.io.trajectory.StateColumns;
import dev.deerpark.io.trajectory.StatesFolder;
import dev.deerpark.io.trajectory.TrajectorySchema;
import dev.deerpark.kernel.KernelFactory;
import dev.deerpark.kernel.StepFailure;
import dev.deerpark.plan.Cluster;
import dev.deerpark.plan.Plan;
import dev.deerpark.plan.Planner;
import dev.deerpark.plan.Problem;
import dev.deerpark.plan.SeriesFacts;
import dev.deerpark.plan.probe.Dynamics;
import dev.deerpark.plan.probe.Samples;
import dev.deerpark.recurrence.RowFunction;
import dev.deerpark.recurrence.contract.RecurrenceContract;
import dev.deerpark.recurrence.contract.RecurrenceContract.Finding;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Layout;
import dev.deerpark.sequence.TimeRange;
import dev.deerpark.sequence.time.Timeline;
import dev.deerpark.settings.EvaluateSettings;
import dev.deerpark.settings.GuessSettings;
import dev.deerpark.settings.GuessSettings.Kind;
import dev.deerpark.solve.Course;
import dev.deerpark.spark.SerializerProbe;
import dev.deerpark.spark.WarmStates;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * Reads what comes before the series: the model, the time indexes, the start state, a sample for
 * the probe; and plans the run by it.
 */
public final class Preparation {
  /** Steps of the series that a class of the user's is tried on. */
  private static final int CONTRACT_STEPS = 16;

  private final SparkSession spark;
  private final JavaSparkContext context;
  private final EvaluateSettings settings;
  private final SeriesInput input;
  private final Console console;
  private final Optional<Course> course;

  /**
   * @param console is told of waits, and warned of what is odd but not wrong
   */
  public Preparation(SeriesInput input, Console console) {
    this(input, console, Optional.empty());
  }

  /**
   * @param console is told of waits, and warned of what is odd but not wrong
   * @param course of an earlier run that this one goes on with, where there is one
   */
  public Preparation(SeriesInput input, Console console, Optional<Course> course) {
    this.spark = input.spark();
    this.course = course;
    this.context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    this.settings = input.settings();
    this.input = input;
    this.console = console;
  }

  /** A preparation of the input that the settings name. */
  public Preparation(SparkSession spark, EvaluateSettings settings, Console console) {
    this(SeriesInput.of(spark, settings), console);
  }

  /**
   * A run with its plan, which may be refused.
   *
   * @throws BadInputException for a session, a model, times or a start state that cannot be used
   */
  public Run run() {
    SerializerProbe.check();
    Cluster cluster = new Executors(context, console).await(settings.layout().gpus());
    Subject subject = Subject.load(settings, context.hadoopConfiguration(), input::otherColumns);
    Optional<TrajectorySchema> columns = columns(subject);
    columns.ifPresent(schema -> ResultForm.of(settings.output()).requireNew(schema.type()));
    SeriesSource source = input.open(subject.model().columns());
    source.skipped().map(SkippedSeries::sentence).ifPresent(console::warning);
    try {
      columns
          .map(schema -> schema.on(source.timeline()).type())
          .ifPresent(type -> ResultForm.of(settings.output()).added(spark, type));
      return run(cluster, subject, source);
    } catch (StepFailure failure) {
      throw failure.at(source.timeline());
    }
  }

  /**
   * The columns of the result, checked before the time column is read.
   *
   * @throws BadInputException where two would have the same name, there or where the last states of
   *     many series go
   */
  private Optional<TrajectorySchema> columns(Subject subject) {
    if (settings.output().finalState().isPresent()) {
      String time = settings.input().timeColumn();
      settings
          .input()
          .series()
          .ifPresent(series -> StateTable.requireNames(series, time, "--final-state"));
    }
    boolean hasOutputs = subject.model().readout().isPresent();
    return settings.writesResult()
        ? Optional.of(TrajectorySchema.of(settings, subject.stateSize(), hasOutputs))
        : Optional.empty();
  }

  private Run run(Cluster cluster, Subject subject, SeriesSource source) {
    KernelFactory kernels =
        KernelFactories.select(context, settings, subject.model(), cluster, console);
    Optional<SeriesStates> states = states(subject, source);
    double[] start =
        states.isPresent()
            ? states.get().first().orElseGet(() -> subject.initialState(precision()))
            : start(subject, source);
    requireContract(subject, source, start);
    Planner planner = Planner.of(settings, problem(subject, source), kernels, cluster);
    Plan plan =
        course
            .map(known -> planner.resume(known, facts(subject, source)))
            .orElseGet(() -> plan(planner, kernels, start, subject, source));
    IdleOptions.warn(settings, List.of(plan), console);
    return new Run(spark, settings, subject, source, kernels, start, states, plan);
  }

  private Plan plan(
      Planner planner,
      KernelFactory kernels,
      double[] start,
      Subject subject,
      SeriesSource source) {
    Optional<Dynamics> dynamics =
        planner.needsDynamics()
            ? Optional.of(measured(planner, kernels, start, subject, source))
            : Optional.empty();
    return planner.plan(dynamics, facts(subject, source));
  }

  /** The dynamics on samples of the series, or of the longest of many. */
  private Dynamics measured(
      Planner planner,
      KernelFactory kernels,
      double[] start,
      Subject subject,
      SeriesSource source) {
    Timeline timeline = source.timeline();
    int longest = timeline.longest();
    long steps = timeline.isOfSeries() ? timeline.lengthOf(longest) : timeline.steps();
    if (!timeline.isOfSeries() || steps < 2) {
      return planner
          .probe(kernels, start, subject.model().readout())
          .measure(samples(subject, source, 0));
    }
    long from = timeline.beginOf(longest);
    return planner
        .of(new TimeRange(from, from + steps))
        .probe(kernels, start, subject.model().readout())
        .measure(samples(subject, source, from))
        .amongSeries((int) Math.min(steps, Integer.MAX_VALUE));
  }

  /**
   * Tries a class of the user's on the first steps of the series.
   *
   * @throws BadInputException where it breaks the contract of a recurrence
   */
  private void requireContract(Subject subject, SeriesSource source, double[] start) {
    if (settings.model().className().isEmpty()) {
      return;
    }
    Timeline timeline = source.timeline();
    long series = timeline.isOfSeries() ? timeline.lengthOf(0) : timeline.steps();
    int steps = (int) Math.min(CONTRACT_STEPS, series);
    InputBlock block =
        source.sample(0, steps, subject.model().normalisation(), settings.solver().precision());
    double[][] inputs = new double[steps][subject.inputSize()];
    for (int step = 0; step < steps; step++) {
      block.input(step, inputs[step]);
    }
    List<Finding> findings = RecurrenceContract.checkAlong(subject.model().spec(), start, inputs);
    if (!findings.isEmpty()) {
      throw new BadInputException(
          String.format(
              Locale.ROOT,
              "The model class %s breaks the law of %s on the first %d steps of the series: %s. A"
                  + " recurrence is a function of state and input alone; RecurrenceContract tests a"
                  + " model.",
              settings.model().className().get(),
              findings.get(0).law(),
              steps,
              Names.cut(findings.get(0).sentence())));
    }
  }

  private static Problem problem(Subject subject, SeriesSource source) {
    return new Problem(
        subject.model().name(),
        subject.stateSize(),
        subject.inputSize(),
        subject.model().readout().map(RowFunction::outputSize).orElse(0),
        new TimeRange(source.firstTime(), source.firstTime() + source.steps()));
  }

  /** Reads samples as the recurrence gets them, of the steps from one on. */
  private Samples samples(Subject subject, SeriesSource source, long from) {
    return (firstStep, steps) -> {
      console.line(
          String.format(
              Locale.ROOT,
              "Walking a sample of %,d steps, to see how soon the start is forgotten",
              steps));
      InputBlock sample =
          source.sample(
              from + firstStep,
              steps,
              subject.model().normalisation(),
              settings.solver().precision());
      return subject.model().encoder().map(encoder -> encoder.apply(sample)).orElse(sample);
    };
  }

  private SeriesFacts facts(Subject subject, SeriesSource source) {
    return new SeriesFacts() {
      @Override
      public ReadPlan readPlan(Layout layout) {
        return source.plan(layout);
      }

      @Override
      public Optional<String> refusal(Layout layout) {
        Optional<GuessSettings> guess = settings.solver().guess();
        if (course.isPresent() || guess.map(GuessSettings::kind).orElse(Kind.ZEROS) != Kind.WARM) {
          return Optional.empty();
        }
        try {
          WarmStates.read(
              spark,
              guess.get().path(),
              settings.input().timeColumn(),
              source.travelling(),
              layout,
              subject.stateSize());
          return Optional.empty();
        } catch (BadInputException unsuitable) {
          return Optional.of(unsuitable.getMessage());
        }
      }
    };
  }

  /** The states in which many series begin, where they are in a folder. */
  private Optional<SeriesStates> states(Subject subject, SeriesSource source) {
    Optional<String> path = settings.input().initialState();
    if (!source.timeline().isOfSeries()
        || path.isEmpty()
        || !StatesFolder.isFolder(path.get(), context.hadoopConfiguration())) {
      return Optional.empty();
    }
    SeriesStates states =
        SeriesStates.read(
            spark,
            path.get(),
            source,
            settings.input().timeColumn(),
            subject.stateSize(),
            table -> StateColumns.stored(table, StateTable.STATE),
            subject.model().digest(),
            precision());
    console.line(states.counts().summary() + ".");
    states.counts().warnings().forEach(console::warning);
    return Optional.of(states);
  }

  private Precision precision() {
    return settings.solver().precision();
  }

  /** The state before step 0, {@code [D]}, in the run's precision. */
  private double[] start(Subject subject, SeriesSource source) {
    return settings
        .input()
        .initialState()
        .map(
            path ->
                StartStates.rounded(
                    read(path, subject, source), precision(), "The start state " + path))
        .orElseGet(() -> subject.initialState(precision()));
  }

  private double[] read(String path, Subject subject, SeriesSource source) {
    StateFile file = StateFile.read(path, subject.stateSize(), context.hadoopConfiguration());
    StartWarnings warnings = new StartWarnings(console, path);
    warnings.ofModel(file.model(), subject.model().digest(), subject.model().name());
    warnings.ofConvergence(file.converged());
    if (!source.timeline().isOfSeries()) {
      warnings.ofTime(file.time(), source.timeline());
    }
    return file.state();
  }
}
