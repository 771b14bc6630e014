// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import dev.deerpark.base.BadInputException;
import dev.deerpark.base.Precision;
import dev.deerpark.engine.BurnIn;
import dev.deerpark.engine.SweepRule;
import dev.deerpark.engine.SweepWork;
import dev.deerpark.io.file.StateFile;
import dev.deerpark.io.table.LoadedSeries;
import dev.deerpark.io.table.SeriesQuery;
import dev.deerpark.io.table.SeriesSource;
import dev.deerpark.kernel.KernelFactory;
import dev.deerpark.kernel.jvm.JvmKernels;
import dev.deerpark.plan.Dynamics;
import dev.deerpark.plan.KernelSelection;
import dev.deerpark.plan.LayoutPlanner;
import dev.deerpark.plan.MemoryPlan;
import dev.deerpark.plan.MethodChoice;
import dev.deerpark.recurrence.Model;
import dev.deerpark.recurrence.Normalisation;
import dev.deerpark.sequence.Layout;
import dev.deerpark.settings.EvaluateSettings;
import dev.deerpark.settings.GuessSettings;
import dev.deerpark.settings.GuessSettings.Kind;
import dev.deerpark.settings.InputSettings;
import dev.deerpark.settings.LayoutSettings.Scan;
import dev.deerpark.settings.SolverSettings;
import dev.deerpark.solve.Method;
import dev.deerpark.solve.Solver;
import dev.deerpark.solve.SolverOptions;
import dev.deerpark.spark.FirstStates;
import dev.deerpark.spark.SparkEngine;
import dev.deerpark.spark.WarmStates;
import dev.deerpark.spark.scan.ScanPlan;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;
import scala.jdk.javaapi.CollectionConverters;

/**
 * A run that is ready to begin: everything read but the series itself, everything checked that can
 * be checked without it.
 *
 * @param subject the model with its columns
 * @param source the series, with its time indexes checked
 * @param start {@code [D]}: the state before step 0, in the run's precision
 * @param rule of its sweeps
 * @param choice how to solve, and why
 * @param kernels what walks
 * @param planned how it is cut
 * @param memory what it keeps
 * @param scanPlan where its scan's elements are combined
 */
record Run(
    Subject subject,
    SeriesSource source,
    double[] start,
    SweepRule rule,
    MethodChoice choice,
    KernelFactory kernels,
    LayoutPlanner.Planned planned,
    MemoryPlan memory,
    ScanPlan scanPlan) {
  /** 64 MiB of them. */
  private static final long HANDED_NUMBERS = 1 << 23;

  /** Passes for each partition: their walks side by side are some times faster than the loop. */
  private static final double PATIENCE = 4;

  /** How to solve. */
  Method method() {
    return choice.method();
  }

  /**
   * Prepares a run.
   *
   * @param warnings hears of what is odd but not wrong
   */
  static Run prepare(SparkSession spark, EvaluateSettings settings, Console warnings) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Subject subject = Subject.load(settings, context.hadoopConfiguration());
    Model model = subject.model();
    SeriesSource source = SeriesSource.open(spark, query(settings.input(), model));
    Precision precision = settings.solver().precision();
    SweepRule rule = SweepRule.of(precision, settings.solver().tolerance());
    KernelSelection selection =
        KernelSelection.of(settings.solver().kernel(), model, precision, JvmKernels.isAvailable());
    selection.warning().ifPresent(warnings::warning);
    KernelFactory kernels = selection.factory();
    double[] start = start(settings.input(), subject, source, context, warnings);
    for (int i = 0; i < start.length; i++) {
      start[i] = precision.round(start[i]);
    }
    int cores = context.defaultParallelism();
    Optional<Method> named = named(settings.solver());
    boolean toProbe = named.isEmpty() || named.get().longSegments();
    Optional<Dynamics> dynamics =
        toProbe
            ? Optional.of(probe(source, model.normalisation(), kernels, rule, start))
            : Optional.empty();
    MethodChoice choice =
        MethodChoice.of(named, dynamics, source.steps(), subject.stateSize(), cores);
    Method method = choice.method();
    LayoutPlanner planner =
        new LayoutPlanner(
            source.firstTime(),
            source.steps(),
            subject.inputSize(),
            kernels,
            method,
            dynamics,
            cores);
    LayoutPlanner.Planned planned =
        planner.plan(settings.solver().segmentLength(), settings.layout(), subject.stateSize());
    MemoryPlan memory =
        MemoryPlan.of(
            planned.layout(),
            subject.inputSize(),
            subject.stateSize(),
            method.forms().next(List.of()),
            settings.solver().damping().filters(),
            precision,
            settings.layout().jacobians(),
            storageBytes(context));
    if (settings.solver().damping().smooth() && !memory.keepJacobians()) {
      throw new BadInputException(
          "--elk-step smooth needs the Jacobians twice, so they have to be kept: give a longer"
              + " --segment-length, more memory, or --elk-step filter.");
    }
    return new Run(
        subject,
        source,
        start,
        memory.keepJacobians() ? rule : rule.recomputingJacobians(),
        choice,
        kernels,
        planned,
        memory,
        scanPlan(settings.layout().scan(), planned.layout(), memory));
  }

  /**
   * The method that was asked for; empty where it is to be chosen. Who says how long segments are
   * or where they begin wants some.
   */
  private static Optional<Method> named(SolverSettings solver) {
    boolean segmented =
        solver.segmentLength().isPresent()
            || solver.guess().isPresent()
            || solver.shortSweeps() > 0;
    return solver.method().isEmpty() && segmented ? Optional.of(Method.SHOOTING) : solver.method();
  }

  /** Walks a sample from the middle of the series, where nothing is special. */
  private static Dynamics probe(
      SeriesSource source,
      Normalisation normalisation,
      KernelFactory kernels,
      SweepRule rule,
      double[] start) {
    int sampled = Dynamics.sampleOf(source.steps());
    long middle = (source.steps() - sampled) / 2;
    return Dynamics.of(
        kernels,
        rule,
        start,
        source.steps(),
        source.sample(middle, sampled, normalisation, rule.precision()));
  }

  /**
   * Reads the series, if what the run keeps of it fits the executors.
   *
   * @throws dev.deerpark.base.BadInputException if it does not, or if a value cannot be used
   */
  LoadedSeries load() {
    memory.requireFits(planned.layout());
    return source.load(
        planned.layout(),
        subject.model().normalisation(),
        rule.precision(),
        StorageLevel.MEMORY_AND_DISK());
  }

  /** The engine over a series that was loaded, with its checkpoints in a folder of the run's. */
  SparkEngine engine(
      SparkSession spark, EvaluateSettings settings, LoadedSeries series, WorkDirectory work) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    work.takeCheckpoints(context);
    SparkEngine engine = engine(context, planned.layout(), rule, series);
    try {
      firstStates(spark, settings, series).ifPresent(engine::guess);
      return engine;
    } catch (Throwable failure) {
      engine.close();
      throw failure;
    }
  }

  private SparkEngine engine(
      JavaSparkContext context, Layout layout, SweepRule sweeps, LoadedSeries series) {
    return new SparkEngine(context, layout, sweeps, scanPlan, kernels, series.blocks(), start);
  }

  /** Start states that take reading or sweeps to come by. */
  private Optional<FirstStates> firstStates(
      SparkSession spark, EvaluateSettings settings, LoadedSeries series) {
    SolverSettings solver = settings.solver();
    Layout layout = planned.layout();
    if (solver.guess().map(GuessSettings::kind).orElse(Kind.ZEROS) == Kind.WARM) {
      JavaRDD<double[]> warm =
          WarmStates.read(
              spark,
              solver.guess().orElseThrow().path(),
              settings.input().timeColumn(),
              layout,
              subject.stateSize());
      return Optional.of(new FirstStates(warm, SweepWork.NONE, () -> {}));
    }
    if (solver.shortSweeps() == 0) {
      return Optional.empty();
    }
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    SweepRule recomputing = rule.recomputingJacobians();
    try (SparkEngine steps = engine(context, layout.ofSingleSteps(), recomputing, series)) {
      return Optional.of(
          FirstStates.shortSweeps(
              steps,
              SolverChoice.guess(solver.guess()),
              solver.shortSweeps(),
              layout.segmentLength()));
    }
  }

  /** The solver, which tells the console of every iteration. */
  Solver solver(SolverSettings solver, Console console) {
    return new Solver(
        new SolverOptions(
            method(),
            SolverChoice.guess(solver.guess()),
            burnIn(solver),
            SolverChoice.damper(solver.damping()),
            rule.tolerance(),
            solver.maxIterations(),
            patience()),
        new ProgressLines(console, planned.layout(), rule.tolerance()));
  }

  /** Whether the ends of all segments are few enough to come by way of the driver. */
  boolean takesWalksFromElsewhere() {
    return planned.layout().segments() * subject.stateSize() <= HANDED_NUMBERS;
  }

  /** The burn-in asked for; where nothing is, that which the dynamics need. */
  private Optional<BurnIn> burnIn(SolverSettings solver) {
    if (solver.guess().isPresent() || solver.shortSweeps() > 0) {
      return SolverChoice.burnIn(solver.guess(), planned.layout());
    }
    return planned.burnIn().isPresent()
        ? Optional.of(new BurnIn(planned.burnIn().getAsInt()))
        : Optional.empty();
  }

  /** A method that was chosen for somebody is given up where the loop would have been cheaper. */
  private OptionalDouble patience() {
    return choice.reason().isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(PATIENCE * planned.layout().partitions());
  }

  private static ScanPlan scanPlan(Scan asked, Layout layout, MemoryPlan memory) {
    return switch (asked) {
      case FLAT -> ScanPlan.flat("as asked");
      case TREE -> ScanPlan.tree(layout.partitions(), "as asked");
      case AUTO -> ScanPlan.choose(layout.partitions(), memory.nodes(), memory.elementBytes());
    };
  }

  /** What all executors together have for what Spark keeps for us. */
  private static long storageBytes(JavaSparkContext context) {
    Map<String, Tuple2<Object, Object>> managers =
        CollectionConverters.asJava(context.sc().getExecutorMemoryStatus());
    long all = managers.values().stream().mapToLong(memory -> (long) memory._1()).sum();
    if (context.isLocal()) {
      return all;
    }
    // The driver is listed with the executors, but keeps nothing for them.
    long driver = SparkEnv.get().memoryManager().maxOnHeapStorageMemory();
    return Math.max(0, all - driver);
  }

  private static SeriesQuery query(InputSettings input, Model model) {
    return new SeriesQuery(
        input.path().orElseThrow(), input.timeColumn(), model.columns(), input.range());
  }

  private static double[] start(
      InputSettings input,
      Subject subject,
      SeriesSource source,
      JavaSparkContext context,
      Console warnings) {
    if (input.initialState().isEmpty()) {
      return subject.initialState().clone();
    }
    String path = input.initialState().get();
    StateFile file = StateFile.read(path, subject.stateSize(), context.hadoopConfiguration());
    if (!file.model().equals(subject.model().digest())) {
      warnings.warning(
          "The start state "
              + path
              + " was written by a run of another model than "
              + subject.model().name()
              + ".");
    }
    if (file.time() + 1 != source.firstTime()) {
      warnings.warning(
          String.format(
              Locale.ROOT,
              "The start state %s is that of time %d, but the series begins at %d.",
              path,
              file.time(),
              source.firstTime()));
    }
    return file.state().clone();
  }
}
