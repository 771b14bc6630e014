// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.run;

import dev.deerpark.app.console.Console;
import dev.deerpark.base.BadInputException;
import dev.deerpark.base.Numbers;
import dev.deerpark.base.Precision;
import dev.deerpark.engine.LocalEngine;
import dev.deerpark.engine.sweep.SweepRule;
import dev.deerpark.io.table.ReadPlan;
import dev.deerpark.io.table.SeriesSource;
import dev.deerpark.kernel.KernelFactory;
import dev.deerpark.network.Feed;
import dev.deerpark.network.Network;
import dev.deerpark.network.NetworkModel;
import dev.deerpark.network.Node;
import dev.deerpark.plan.Cluster;
import dev.deerpark.plan.Dynamics;
import dev.deerpark.plan.Planner;
import dev.deerpark.plan.Problem;
import dev.deerpark.plan.SeriesFacts;
import dev.deerpark.recurrence.Model;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Layout;
import dev.deerpark.sequence.TimeRange;
import dev.deerpark.settings.EvaluateSettings;
import dev.deerpark.settings.GuessSettings.Kind;
import dev.deerpark.settings.InputSettings;
import dev.deerpark.spark.SerializerProbe;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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
  private final Console console;
  private final NetworkModel model;
  private final Network network;

  /**
   * @param console is told of waits, and warned of what is odd but not wrong
   */
  public NetworkPreparation(
      SparkSession spark, EvaluateSettings settings, Console console, NetworkModel model) {
    this.spark = spark;
    this.context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    this.settings = settings;
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
    refuseOfOneState();
    Cluster cluster = new Executors(context, console).await(settings.layout().gpus());
    List<String> columns = columns();
    SeriesSource source = SeriesSource.open(spark, Preparation.query(settings, columns));
    List<InputBlock> samples = new ArrayList<>();
    samples.add(sample(source));
    List<Run> runs = new ArrayList<>();
    for (int i = 0; i < network.nodes().size(); i++) {
      Run run = planned(i, source, cluster, samples);
      runs.add(run);
      samples.add(walked(run, network.nodes().get(i), samples));
    }
    return new NetworkRun(settings, model, columns, source, runs);
  }

  /** Refuses what speaks of one state, where there are several. */
  private void refuseOfOneState() {
    boolean warm = settings.solver().guess().filter(g -> g.kind() == Kind.WARM).isPresent();
    String option =
        settings.input().initialState().isPresent()
            ? "--initial-state"
            : settings.output().finalState().isPresent()
                ? "--final-state"
                : warm ? "--guess warm" : "";
    if (!option.isEmpty()) {
      throw new BadInputException(
          String.format(
              Locale.ROOT,
              "%s is for a model of one recurrence, but %s has %s. Leave it out.",
              option,
              model.name(),
              network));
    }
  }

  private List<String> columns() {
    InputSettings input = settings.input();
    Model reading =
        Model.of(
                model.name(),
                "network",
                network.nodes().get(0).spec(),
                network.inputSize(),
                model.digest())
            .withColumns(model.columns());
    return Subject.withColumns(
            reading,
            input,
            () ->
                SeriesSource.otherColumns(
                    spark, input.path().orElseThrow(), input.timeColumn(), input.csv()))
        .columns();
  }

  /** A sample from the middle of the series, where nothing is special. */
  private InputBlock sample(SeriesSource source) {
    int sampled = Dynamics.sampleOf(source.steps());
    console.line(
        String.format(
            Locale.ROOT,
            "Walking a sample of %,d steps, to see how soon each node forgets its start",
            sampled));
    return source.sample(
        (source.steps() - sampled) / 2,
        sampled,
        model.normalisation(),
        settings.solver().precision());
  }

  /**
   * @param samples of the input and of the states of the nodes before
   */
  private Run planned(int index, SeriesSource source, Cluster cluster, List<InputBlock> samples) {
    Node node = network.nodes().get(index);
    Model ofNode = model.ofNode(index);
    Precision precision = settings.solver().precision();
    KernelFactory kernels = KernelFactories.select(context, settings, ofNode, cluster, console);
    double[] start = Arrays.stream(node.initialState()).map(precision::round).toArray();
    Planner planner = Planner.of(settings, problem(index, node, source), kernels, cluster);
    Optional<Dynamics> dynamics =
        planner.needsDynamics()
            ? Optional.of(Dynamics.of(kernels, rule(), start, source.steps(), fed(node, samples)))
            : Optional.empty();
    Subject subject =
        new Subject(ofNode, node.stateSize(), node.feed().program().outputSize(), start);
    return new Run(
        spark, settings, subject, source, kernels, start, planner.plan(dynamics, facts(source)));
  }

  private SweepRule rule() {
    return SweepRule.of(settings.solver().precision(), settings.solver().tolerance());
  }

  /** With all that is kept while a node is solved: the input and the states of every node. */
  private Problem problem(int index, Node node, SeriesSource source) {
    int states = network.nodes().stream().mapToInt(Node::stateSize).reduce(0, Math::addExact);
    return new Problem(
        model.name() + ", " + node.name(),
        node.stateSize(),
        node.feed().program().outputSize(),
        Math.addExact(network.inputSize(), states),
        true,
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

  /** A sample of a node's inputs, in the order in which it walks. */
  private static InputBlock fed(Node node, List<InputBlock> samples) {
    InputBlock beside =
        node.feed().sources().stream()
            .map(source -> samples.get(source - Feed.INPUT))
            .reduce(InputBlock::beside)
            .orElseThrow();
    InputBlock fed = node.feed().apply(beside);
    return node.reversed() ? fed.backwards() : fed;
  }

  /** The states of a node along the sample, in the order of time. */
  private InputBlock walked(Run run, Node node, List<InputBlock> samples) {
    InputBlock fed = fed(node, samples);
    InputBlock whole = new InputBlock(0, 0, fed.steps(), fed.width(), fed.inputs());
    Layout layout = new Layout(0, fed.steps(), fed.steps(), 1, 1, 2);
    int width = node.stateSize();
    Numbers numbers =
        settings.solver().precision().allocate(Math.multiplyExact(fed.steps(), width));
    try (LocalEngine engine =
        new LocalEngine(
            layout, rule(), run.kernels().openForProbe(), List.of(whole), run.start())) {
      engine.walkInOrder();
      List<double[]> states = engine.states();
      for (int i = 0; i < states.size() * width; i++) {
        numbers.set(i, states.get(i / width)[i % width]);
      }
    }
    InputBlock walked = new InputBlock(fed.index(), fed.firstStep(), fed.steps(), width, numbers);
    return node.reversed() ? walked.backwards() : walked;
  }
}
