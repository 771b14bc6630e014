// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark;

import dev.deerpark.engine.BlockIterate;
import dev.deerpark.engine.BurnIn;
import dev.deerpark.engine.Damping;
import dev.deerpark.engine.Engine;
import dev.deerpark.engine.Guess;
import dev.deerpark.engine.Predictability;
import dev.deerpark.engine.StateScan;
import dev.deerpark.engine.SweepElement;
import dev.deerpark.engine.SweepPlan;
import dev.deerpark.engine.SweepRule;
import dev.deerpark.engine.SweepSummary;
import dev.deerpark.engine.SweepWork;
import dev.deerpark.engine.TwinWalk;
import dev.deerpark.kernel.KernelFactory;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.scan.Belief;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Layout;
import dev.deerpark.spark.SolutionFunctions.BlockEnd;
import dev.deerpark.spark.SolutionFunctions.LoopReport;
import dev.deerpark.spark.scan.ScanPass;
import dev.deerpark.spark.scan.ScanPlan;
import dev.deerpark.spark.scan.TreePrefixScan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/** The engine on a cluster: one job a sweep, on either plan. */
public final class SparkEngine implements Engine {
  private static final int CHECKPOINT_EVERY = 10;

  private final JavaSparkContext context;
  private final JavaRDD<InputBlock> inputs;
  private final double[] start;
  private final RunKernels kernels;
  private final SweepFunctions.Setting setting;
  private final TreePrefixScan<SweepElement, Belief> scan;
  private final ScanPlans scanPlans;
  private final JobLabels labels;
  private final Generations<BlockIterate> iterates;
  private ScanPass<SweepElement, Belief> pass;
  private Optional<FirstStates> guesses = Optional.empty();
  private final List<Broadcast<?>> handed = new ArrayList<>();
  private Optional<FirstWalk> firstWalk = Optional.empty();
  private SweepSummary summary;
  private int sweeps;

  /** An engine that combines the elements of every sweep by one plan. */
  public SparkEngine(
      JavaSparkContext context,
      Layout layout,
      SweepRule rule,
      ScanPlan plan,
      KernelFactory kernels,
      JavaRDD<InputBlock> inputs,
      double[] start) {
    this(context, layout, rule, ScanPlans.always(plan), kernels, inputs, start);
  }

  /**
   * @param context with a checkpoint directory
   * @param plans for every form of Jacobians that sweeps will take
   * @param inputs the blocks of the layout, in its partitions and in order; persisted by the
   *     caller, who releases them
   * @param start {@code [D]}: the state before step 0; copied
   */
  public SparkEngine(
      JavaSparkContext context,
      Layout layout,
      SweepRule rule,
      ScanPlans plans,
      KernelFactory kernels,
      JavaRDD<InputBlock> inputs,
      double[] start) {
    SerializerProbe.check();
    this.context = context;
    this.iterates = new Generations<>("iterate", CHECKPOINT_EVERY, context.hadoopConfiguration());
    this.inputs = inputs;
    this.start = start.clone();
    this.kernels = RunKernels.of(context, kernels);
    this.setting = new SweepFunctions.Setting(layout, rule, this.kernels);
    this.scan =
        TreePrefixScan.of(
            firstBlocks(layout), StateScan.combine(rule), StateScan.action(), layout.fanIn());
    this.scanPlans = plans;
    this.labels = new JobLabels(context);
  }

  static long[] firstBlocks(Layout layout) {
    return IntStream.rangeClosed(0, layout.partitions()).mapToLong(layout::firstBlock).toArray();
  }

  @Override
  public Layout layout() {
    return setting.layout();
  }

  @Override
  public void burnIn(BurnIn burnIn) {
    FirstStates states = label("burn in", () -> FirstStates.burnIn(burnIn, setting, inputs, start));
    guess(states);
  }

  /** Takes start states for the first sweep, in place of the guess that it is given. */
  public void guess(FirstStates states) {
    guesses.ifPresent(FirstStates::close);
    guesses = Optional.of(states);
  }

  /**
   * Has somebody else make the first walk, where start states were worked out for it and it needs
   * no Jacobians.
   */
  public void firstWalk(FirstWalk walk) {
    firstWalk = Optional.of(walk);
  }

  private JavaRDD<BlockIterate> walkedElsewhere(FirstStates states, FirstWalk walk) {
    JavaPairRDD<InputBlock, double[]> starts =
        inputs.zip(states.rdd()).mapPartitionsToPair(new SweepFunctions.Starts(setting, start));
    List<double[]> ends = label("walk and write", () -> walk.walk(starts));
    return starts.mapPartitions(new SweepFunctions.Walked(setting, hand(new ArrayList<>(ends))));
  }

  @Override
  public Sweep begin(Guess guess, JacobianForm form, Damping damping) {
    SweepWork before = guesses.map(FirstStates::work).orElse(SweepWork.NONE);
    if (guesses.isPresent() && firstWalk.isPresent() && form == JacobianForm.ZERO) {
      JavaRDD<BlockIterate> walked = walkedElsewhere(guesses.get(), firstWalk.get());
      return label("take the walk", () -> keep(walked, form)).after(before);
    }
    SweepPlan plan = SweepPlan.of(form, damping);
    JavaRDD<BlockIterate> begun =
        guesses
            .map(
                states ->
                    inputs
                        .zip(states.rdd())
                        .mapPartitions(new SweepFunctions.BeginGiven(setting, plan, start)))
            .orElseGet(
                () -> inputs.mapPartitions(new SweepFunctions.Begin(setting, plan, guess, start)));
    return label("evaluate the guess", () -> keep(begun, form)).after(before);
  }

  @Override
  public Sweep advance(JacobianForm form, Damping damping) {
    SweepPlan plan = SweepPlan.of(form, damping).after(summary);
    JavaRDD<SweepElement> elements = iterates.newest().map(BlockIterate::element);
    JavaRDD<Belief> before = pass.down(elements, Belief.exact(start));
    SweepFunctions.Advance advance = new SweepFunctions.Advance(setting, plan);
    if (!damping.smooths()) {
      JavaRDD<SweepFunctions.Proposed> proposed =
          before.map(state -> new SweepFunctions.Proposed(state, Optional.empty()));
      return label(
          "iteration " + sweeps + ": apply, evaluate, fold",
          () -> keep(solution().zip(proposed).mapPartitions(advance), form));
    }
    try (Smoothing smoothing = smoothing(before, plan)) {
      double[] end = pass.whole().apply(Belief.exact(start)).mean();
      JavaRDD<SweepFunctions.Proposed> proposed =
          before
              .zip(smoothing.after(end))
              .map(pair -> new SweepFunctions.Proposed(pair._1(), Optional.of(pair._2())));
      return label(
          "iteration " + sweeps + ": smooth, apply, evaluate, fold",
          () -> keep(solution().zip(proposed).mapPartitions(advance), form));
    }
  }

  private Smoothing smoothing(JavaRDD<Belief> before, SweepPlan plan) {
    return label(
        "iteration " + sweeps + ": filter backward",
        () -> Smoothing.of(iterates.newest(), before, plan, layout(), scanPlans.of(plan.form())));
  }

  @Override
  public Sweep walkInOrder() {
    List<BlockIterate> blocks = new ArrayList<>();
    double[] state = start;
    for (int partition = 0; partition < layout().partitions(); partition++) {
      SweepFunctions.WalkInOrder walk = new SweepFunctions.WalkInOrder(setting, state);
      blocks.addAll(
          onPartition("walk partition " + partition, inputs.mapPartitions(walk), partition));
      if (!blocks.isEmpty()) {
        state = blocks.get(blocks.size() - 1).end();
      }
    }
    return label("take the walk", () -> keep(deal(blocks), JacobianForm.ZERO));
  }

  /** The blocks in the partitions of the inputs. */
  private JavaRDD<BlockIterate> deal(List<BlockIterate> blocks) {
    Broadcast<List<BlockIterate>> all = hand(blocks);
    return inputs.map(block -> all.value().get(block.index()));
  }

  /** Broadcasts what an iterate is made from, for as long as this engine is open. */
  private <T> Broadcast<T> hand(T value) {
    Broadcast<T> broadcast = context.broadcast(value);
    handed.add(broadcast);
    return broadcast;
  }

  private Sweep keep(JavaRDD<BlockIterate> next, JacobianForm form) {
    JavaRDD<BlockIterate> iterate = iterates.add(next);
    ScanPass<SweepElement, Belief> newer =
        scan.with(scanPlans.of(form)).up(iterate.map(BlockIterate::element));
    iterates.settle();
    if (pass != null) {
      pass.close();
    }
    pass = newer;
    sweeps++;
    SweepElement whole = pass.whole();
    summary = whole.summary();
    return new Sweep(summary, whole.pendingMove());
  }

  /** The inputs of every block with its iterate, in order. */
  public JavaPairRDD<InputBlock, BlockIterate> solution() {
    return inputs.zip(iterates.newest());
  }

  /** The inputs of every block with the start states of its segments, {@code [S][D]}, in order. */
  public JavaPairRDD<InputBlock, double[]> starts() {
    return solution().mapValues(block -> block.starts().array());
  }

  @Override
  public Comparison compareWithLoop() {
    Comparison comparison = Comparison.NONE;
    double[] state = start;
    for (int partition = 0; partition < layout().partitions(); partition++) {
      SolutionFunctions.CompareWithLoop compare =
          new SolutionFunctions.CompareWithLoop(setting, state);
      LoopReport report =
          onPartition(
                  "compare partition " + partition + " with the loop",
                  solution().mapPartitions(compare),
                  partition)
              .get(0);
      comparison = comparison.and(report.comparison());
      state = report.state();
    }
    return comparison;
  }

  @Override
  public Comparison compareBlocks(List<Integer> blocks) {
    SolutionFunctions.WalkBlocks walk =
        new SolutionFunctions.WalkBlocks(setting, new HashSet<>(blocks));
    List<BlockEnd> ends =
        label("compare sampled blocks", () -> solution().mapPartitions(walk).collect());
    Map<Integer, double[]> walked = new HashMap<>();
    Map<Integer, double[]> goals = new HashMap<>();
    ends.forEach(end -> (end.walked() ? walked : goals).put(end.block(), end.state()));
    Comparison comparison = Comparison.NONE;
    for (int block : blocks) {
      comparison =
          comparison.and(Comparison.ofBlock(layout(), block, walked.get(block), goals.get(block)));
    }
    return comparison;
  }

  @Override
  public Predictability predictability() {
    TwinWalk.At at = TwinWalk.At.start(start.length);
    for (int partition = 0; partition < layout().partitions(); partition++) {
      SolutionFunctions.FollowTwin follow = new SolutionFunctions.FollowTwin(setting, at);
      String description = "follow a twin through partition " + partition;
      at = onPartition(description, solution().mapPartitions(follow), partition).get(0);
    }
    return at.found();
  }

  @Override
  public double exponentOf(List<Integer> blocks) {
    SolutionFunctions.FollowTwins follow =
        new SolutionFunctions.FollowTwins(setting, new HashSet<>(blocks));
    List<Predictability> found =
        label("follow twins through blocks", () -> solution().mapPartitions(follow).collect());
    return found.stream().mapToDouble(Predictability::growth).sum()
        / found.stream().mapToLong(Predictability::steps).sum();
  }

  private <T> List<T> onPartition(String description, JavaRDD<T> rdd, int partition) {
    return label(description, () -> rdd.collectPartitions(new int[] {partition})[0]);
  }

  private <T> T label(String description, Supplier<T> action) {
    return labels.label("deerpark sweep " + sweeps, description, action);
  }

  @Override
  public void close() {
    if (pass != null) {
      pass.close();
    }
    iterates.close();
    guesses.ifPresent(FirstStates::close);
    handed.forEach(Broadcast::destroy);
    kernels.close();
  }
}
