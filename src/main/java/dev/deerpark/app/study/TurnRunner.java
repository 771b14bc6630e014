// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.study;

import dev.deerpark.app.console.Console;
import dev.deerpark.app.measure.Measured;
import dev.deerpark.app.measure.MeasuredKernels;
import dev.deerpark.app.measure.Measurement;
import dev.deerpark.app.measure.NormalSeries;
import dev.deerpark.app.run.Executors;
import dev.deerpark.app.run.Verifier;
import dev.deerpark.engine.LocalEngine;
import dev.deerpark.engine.sweep.SweepRule;
import dev.deerpark.engine.trajectory.Trajectory;
import dev.deerpark.kernel.KernelFactory;
import dev.deerpark.plan.Cluster;
import dev.deerpark.recurrence.Model;
import dev.deerpark.report.Verification;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Layout;
import dev.deerpark.settings.KernelChoice;
import dev.deerpark.settings.StudySettings;
import dev.deerpark.solve.ErrorBound;
import dev.deerpark.solve.Method;
import dev.deerpark.solve.Solution;
import dev.deerpark.study.Cell;
import dev.deerpark.study.Conditions;
import dev.deerpark.study.RunRow;
import dev.deerpark.study.anatomy.JobSpan;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeoutException;
import org.apache.spark.api.java.JavaSparkContext;

/** Makes the runs of one application. */
final class TurnRunner {
  private static final int EXPONENT_STEPS = 4096;

  private final JavaSparkContext context;
  private final StudySettings settings;
  private final StudyNetworks networks;
  private final EventCollector events = new EventCollector();
  private final Map<Cell, Measured> measured = new HashMap<>();
  private final Map<String, Double> exponents;
  private final Console console;
  private final Cluster cluster;

  /**
   * @param context with a checkpoint directory
   * @param exponents of networks, as far as they are known; added to
   */
  TurnRunner(
      JavaSparkContext context,
      StudySettings settings,
      StudyNetworks networks,
      Map<String, Double> exponents,
      Console console) {
    this.context = context;
    this.settings = settings;
    this.networks = networks;
    this.exponents = exponents;
    this.console = console;
    this.cluster = new Executors(context, console).await(OptionalInt.empty());
    context.sc().addSparkListener(events);
  }

  /**
   * Runs a cell once.
   *
   * @param run its number, for the rows
   * @param repeat of the cell, for the rows
   * @return the rows of the run, that of the whole run first
   */
  List<RunRow> run(Cell cell, int run, int repeat) {
    Measured network = measured.computeIfAbsent(network(cell), this::open);
    double exponent = exponent(network, cell);
    double busyBefore = MachineLook.busy();
    double loadBefore = MachineLook.load();
    long started = System.currentTimeMillis();
    RunRows rows = new RunRows(cell, run, repeat, walker(network), exponent);
    List<RunRow> made = cell.isLoop() ? rows.ofLoop(network.loop()) : solved(cell, network, rows);
    Conditions conditions =
        new Conditions(
            context.sc().applicationId(),
            started,
            loadBefore,
            MachineLook.load(),
            busyBefore,
            MachineLook.busy());
    return RunRows.with(made, conditions);
  }

  private static RunRows.Walker walker(Measured network) {
    return new RunRows.Walker(
        network.kernels().name(), network.kernels().lanes(), network.series().width());
  }

  private List<RunRow> solved(Cell cell, Measured network, RunRows rows) {
    events.clear();
    Optional<Method> named = Method.named(cell.method());
    OptionalInt segment =
        cell.askedSegmentSteps() == 0
            ? OptionalInt.empty()
            : OptionalInt.of(cell.askedSegmentSteps());
    Measured.Planned planned =
        network.plan(
            new Measured.Asked(
                named,
                segment,
                named.flatMap(method -> Optional.ofNullable(settings.damping().get(method))),
                settings.scan()));
    double kept = planned.keptBytes(network.start().length);
    if (kept > cluster.storageBytes()) {
      console.warning(
          String.format(
              Locale.ROOT,
              "%s would keep %.1f GiB on executors that have %.1f GiB for it: left out.",
              cell,
              kept / (1 << 30),
              cluster.storageBytes() / (double) (1 << 30)));
      return rows.ofRefusal(planned);
    }
    Measurement measurement =
        network.run(planned, (solution, states) -> check(network, solution, states));
    return rows.of(measurement, jobs());
  }

  private Optional<Verification> check(Measured network, Solution solution, Trajectory states) {
    return solution.outcome().converged()
        ? Optional.of(
            Verifier.verify(
                states, settings.verify(), ErrorBound.of(solution, network.rule()), false))
        : Optional.empty();
  }

  /** The jobs of the run, once Spark has reported all of them. */
  private List<JobSpan> jobs() {
    try {
      context.sc().listenerBus().waitUntilEmpty();
    } catch (TimeoutException slow) {
      console.warning("Spark's events came late: parts of a run's anatomy may be missing.");
    }
    return events.jobs();
  }

  /** The cell that stands for all with the same network, series and kernel. */
  private static Cell network(Cell cell) {
    return new Cell(
        cell.network(),
        cell.stateSize(),
        Cell.LOOP,
        cell.kernel(),
        cell.lengthSteps(),
        0,
        cell.workers());
  }

  private Measured open(Cell cell) {
    Model model = networks.model(cell.network());
    KernelChoice choice = KernelChoice.valueOf(cell.kernel().toUpperCase(Locale.ROOT));
    KernelFactory kernels =
        MeasuredKernels.select(
            context, choice, "--kernels", model, settings.precision(), cluster.cores(), console);
    int width = networks.build(cell.network()).inputSize();
    NormalSeries series =
        new NormalSeries(cell.lengthSteps(), width, settings.precision(), settings.seed());
    return new Measured(
        context,
        "deerpark study",
        series,
        kernels,
        networks.start(cell.network()),
        SweepRule.of(settings.precision(), settings.tolerance()));
  }

  /** The largest Lyapunov exponent of a network over the first steps of its inputs. */
  private double exponent(Measured network, Cell cell) {
    return exponents.computeIfAbsent(
        cell.network(),
        name -> {
          NormalSeries inputs =
              new NormalSeries(
                  EXPONENT_STEPS, network.series().width(), settings.precision(), settings.seed());
          Layout layout = new Layout(0, EXPONENT_STEPS, EXPONENT_STEPS, 1, 1, 2);
          List<InputBlock> blocks = List.of(inputs.block(layout, 0));
          try (LocalEngine engine =
              new LocalEngine(layout, network.rule(), network.kernels(), blocks, network.start())) {
            engine.walkInOrder();
            return engine.trajectory().predictability().exponent();
          }
        });
  }
}
