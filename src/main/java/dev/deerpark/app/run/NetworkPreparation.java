// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.run;

import dev.deerpark.app.console.Console;
import dev.deerpark.base.BadInputException;
import dev.deerpark.base.Precision;
import dev.deerpark.io.file.NetworkStateFile;
import dev.deerpark.io.table.ReadPlan;
import dev.deerpark.io.table.SeriesSource;
import dev.deerpark.io.trajectory.ResultForm;
import dev.deerpark.kernel.KernelFactory;
import dev.deerpark.network.Feed;
import dev.deerpark.network.Network;
import dev.deerpark.network.NetworkModel;
import dev.deerpark.network.Node;
import dev.deerpark.plan.Cluster;
import dev.deerpark.plan.Planner;
import dev.deerpark.plan.Problem;
import dev.deerpark.plan.SeriesFacts;
import dev.deerpark.plan.probe.Dynamics;
import dev.deerpark.plan.probe.Samples;
import dev.deerpark.recurrence.Model;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Layout;
import dev.deerpark.sequence.TimeRange;
import dev.deerpark.sequence.time.TimeType;
import dev.deerpark.settings.EvaluateSettings;
import dev.deerpark.settings.GuessSettings;
import dev.deerpark.settings.GuessSettings.Kind;
import dev.deerpark.spark.SerializerProbe;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * Plans the run of a network of several nodes before the series is read. A sample of the series
 * goes through the whole network in order, so that every node is probed with inputs such as it will
 * get.
 */
public final class NetworkPreparation {
  private final SparkSession spark;
  private final JavaSparkContext context;
  private final EvaluateSettings settings;
  private final SeriesInput input;
  private final Console console;
  private final NetworkModel model;
  private final Network network;

  /**
   * @param console is told of waits, and warned of what is odd but not wrong
   */
  public NetworkPreparation(SeriesInput input, Console console, NetworkModel model) {
    this.spark = input.spark();
    this.context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    this.settings = input.settings();
    this.input = input;
    this.console = console;
    this.model = model;
    this.network = model.network();
  }

  /**
   * A run with a plan for every node, which may be refused.
   *
   * @throws BadInputException for a session, options or times that cannot be used
   */
  public NetworkRun run() {
    SerializerProbe.check();
    refuseOptions();
    Cluster cluster = new Executors(context, console).await(settings.layout().gpus());
    List<String> columns = columns();
    ResultForm form = ResultForm.of(settings.output());
    form.requireNew(NetworkRun.schema(settings, model, TimeType.INDEX).type());
    SeriesSource source = input.open(columns);
    TimeType times = source.timeline().axis().type();
    form.added(spark, NetworkRun.schema(settings, model, times).type());
    NetworkSamples samples =
        new NetworkSamples(network, (first, steps) -> sample(source, first, steps), source.steps());
    List<double[]> starts = starts(source);
    List<Run> runs = new ArrayList<>();
    for (int i = 0; i < network.nodes().size(); i++) {
      Run run = planned(i, starts.get(i), source, cluster, samples.ofNext());
      runs.add(run);
      samples.planned(run);
    }
    IdleOptions.warn(settings, runs.stream().map(Run::plan).toList(), console);
    return new NetworkRun(settings, model, columns, source, runs);
  }

  /** Refuses what speaks of one state, or of walking forwards, where it is not so. */
  private void refuseOptions() {
    refuseManySeries();
    Optional<GuessSettings> guess = settings.solver().guess();
    if (guess.filter(g -> g.kind() == Kind.WARM).isPresent()) {
      throw new BadInputException(
          String.format(
              Locale.ROOT,
              "--guess warm is for a model of one recurrence, but %s has %s. Leave it out.",
              model.name(),
              network));
    }
    Optional<Node> reversed = network.nodes().stream().filter(Node::reversed).findFirst();
    boolean begins = settings.input().initialState().isPresent();
    if (reversed.isPresent() && (begins || settings.output().finalState().isPresent())) {
      throw new BadInputException(
          String.format(
              Locale.ROOT,
              "%s carries states from one series to the next, but the node %s of %s walks"
                  + " backwards, from the end of a series. Leave it out.",
              begins ? "--initial-state" : "--final-state",
              reversed.get().name(),
              model.name()));
    }
  }

  private void refuseManySeries() {
    if (settings.input().series().isPresent()) {
      throw new BadInputException(
          "--series-column with the model "
              + model.name()
              + ": a network of several nodes is evaluated over one series at a time. Give each"
              + " series a run, or a model of one recurrence.");
    }
  }

  /** The state before the first walked step of each node, {@code [nodes][D]}. */
  private List<double[]> starts(SeriesSource source) {
    Map<String, double[]> given =
        settings.input().initialState().map(path -> read(path, source)).orElse(Map.of());
    Precision precision = settings.solver().precision();
    return network.nodes().stream()
        .map(
            node ->
                StartStates.rounded(
                    given.getOrDefault(node.name(), node.initialState()),
                    precision,
                    "The start state of the node " + node.name()))
        .toList();
  }

  private Map<String, double[]> read(String path, SeriesSource source) {
    Map<String, Integer> sizes = new LinkedHashMap<>();
    network.nodes().forEach(node -> sizes.put(node.name(), node.stateSize()));
    NetworkStateFile file = NetworkStateFile.read(path, sizes, context.hadoopConfiguration());
    StartWarnings warnings = new StartWarnings(console, path);
    warnings.ofModel(file.model(), model.digest(), model.name());
    warnings.ofConvergence(file.converged());
    warnings.ofTime(file.time(), source.timeline());
    return file.states();
  }

  private List<String> columns() {
    Model reading =
        Model.of(
                model.name(),
                "network",
                network.nodes().get(0).spec(),
                network.inputSize(),
                model.digest())
            .withColumns(model.columns());
    return Subject.withColumns(reading, settings.input(), input::otherColumns).columns();
  }

  private InputBlock sample(SeriesSource source, long firstStep, int steps) {
    console.line(
        String.format(
            Locale.ROOT,
            "Walking a sample of %,d steps, to see how soon each node forgets its start",
            steps));
    return source.sample(firstStep, steps, model.normalisation(), settings.solver().precision());
  }

  /**
   * @param samples of what the node gets
   */
  private Run planned(
      int index, double[] start, SeriesSource source, Cluster cluster, Samples samples) {
    Node node = network.nodes().get(index);
    Model ofNode = model.ofNode(index);
    KernelFactory kernels = KernelFactories.select(context, settings, ofNode, cluster, console);
    Planner planner = Planner.of(settings, problem(index, node, source), kernels, cluster);
    Optional<Dynamics> dynamics =
        planner.needsDynamics()
            ? Optional.of(planner.probe(kernels, start, Optional.empty()).measure(samples))
            : Optional.empty();
    Subject subject =
        new Subject(ofNode, node.stateSize(), node.feed().program().outputSize(), start);
    return new Run(
        spark,
        settings,
        subject,
        source,
        kernels,
        start,
        Optional.empty(),
        planner.plan(dynamics, facts(source)));
  }

  /** With all that is kept while a node is solved: the input, and states that are still read. */
  private Problem problem(int index, Node node, SeriesSource source) {
    int states =
        NetworkSignals.kept(network, index, settings.output()).stream()
            .filter(other -> other != Feed.INPUT)
            .mapToInt(other -> network.nodes().get(other).stateSize())
            .reduce(node.stateSize(), Math::addExact);
    return new Problem(
        model.name() + ", " + node.name(),
        node.stateSize(),
        node.feed().program().outputSize(),
        Math.addExact(network.inputSize(), states),
        network.outputSize(),
        new TimeRange(source.firstTime(), source.firstTime() + source.steps()));
  }

  private static SeriesFacts facts(SeriesSource source) {
    return new SeriesFacts() {
      @Override
      public ReadPlan readPlan(Layout layout) {
        return source.plan(layout);
      }

      @Override
      public Optional<String> refusal(Layout layout) {
        return Optional.empty();
      }
    };
  }
}
