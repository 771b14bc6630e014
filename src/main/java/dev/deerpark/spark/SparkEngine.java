// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark;

import dev.deerpark.engine.Engine;
import dev.deerpark.engine.FirstSweep;
import dev.deerpark.engine.summary.SweepSummary;
import dev.deerpark.engine.sweep.BlockIterate;
import dev.deerpark.engine.sweep.BurnIn;
import dev.deerpark.engine.sweep.Damping;
import dev.deerpark.engine.sweep.Guess;
import dev.deerpark.engine.sweep.SweepElement;
import dev.deerpark.engine.sweep.SweepPlan;
import dev.deerpark.engine.sweep.SweepRule;
import dev.deerpark.engine.sweep.Walks;
import dev.deerpark.engine.trajectory.WalkedBlock;
import dev.deerpark.io.job.JobLabels;
import dev.deerpark.io.job.RddOperations;
import dev.deerpark.kernel.KernelFactory;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.scan.Belief;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Layout;
import dev.deerpark.sequence.States;
import dev.deerpark.spark.kernel.KernelClock;
import dev.deerpark.spark.kernel.RunKernels;
import dev.deerpark.spark.scan.ScanPlan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/** The engine on a cluster: one job per sweep, with either plan. */
public final class SparkEngine implements Engine {
  private final JavaRDD<InputBlock> inputs;
  private final double[] start;
  private final RunKernels kernels;
  private final SweepFunctions.Setting setting;
  private final ScanPlans scanPlans;
  private final JobLabels labels;
  private final ScannedIterate iterate;
  private final Sources sources;
  private CheckpointPolicy checkpoints;
  private SweepSummary summary;
  private int sweeps;

  /** An engine that combines the elements of every sweep by the same plan. */
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
   * @param inputs the blocks of the layout, in its partitions and in order; persisted and released
   *     by the caller
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
    this(context, layout, rule, plans, kernels, inputs, start, CheckpointPolicy.byCost());
  }

  SparkEngine(
      JavaSparkContext context,
      Layout layout,
      SweepRule rule,
      ScanPlans plans,
      KernelFactory kernels,
      JavaRDD<InputBlock> inputs,
      double[] start,
      CheckpointPolicy checkpoints) {
    SerializerProbe.check();
    this.checkpoints = checkpoints;
    this.sources = new Sources(context);
    this.inputs = inputs;
    this.start = start.clone();
    this.kernels = RunKernels.of(context, kernels);
    this.setting = new SweepFunctions.Setting(layout, rule, this.kernels, KernelClock.of(context));
    this.iterate = new ScannedIterate(layout, rule, plans, context.hadoopConfiguration());
    this.scanPlans = plans;
    this.labels = new JobLabels(context.sc());
  }

  @Override
  public Layout layout() {
    return setting.layout();
  }

  @Override
  public int stateSize() {
    return start.length;
  }

  @Override
  public SweepRule rule() {
    return setting.rule();
  }

  @Override
  public FirstSweep from(Guess guess) {
    return (form, damping) -> {
      JavaRDD<Tuple2<InputBlock, Guess>> guesses =
          RddOperations.map(inputs, block -> new Tuple2<>(block, guess));
      return atRisk(() -> evaluate(guesses, SweepPlan.of(form, damping)));
    };
  }

  @Override
  public WorkedOut from(BurnIn burnIn) {
    return new WorkedOut(
        () -> label("burn in", () -> BurnInStates.of(burnIn, setting, inputs, start, sources)));
  }

  /** A first sweep from these states. It counts their work as its own. */
  public WorkedOut from(StartStates states) {
    sources.takeOver(states.states());
    return new WorkedOut(() -> states);
  }

  /** A first sweep from start states that are computed before it. */
  public final class WorkedOut implements FirstSweep {
    private final Supplier<StartStates> states;

    private WorkedOut(Supplier<StartStates> states) {
      this.states = states;
    }

    @Override
    public Sweep begin(JacobianForm form, Damping damping) {
      return atRisk(
          () -> {
            StartStates known = states.get();
            SweepPlan plan = SweepPlan.of(form, damping);
            return evaluate(known.guesses(inputs), plan).after(known.work());
          });
    }

    /** The same sweep, which also writes the states where {@link FirstSweep#writes} allows. */
    public FirstSweep into(StateOutput<?> output) {
      return (form, damping) -> {
        if (!FirstSweep.writes(layout(), start.length, form)) {
          return begin(form, damping);
        }
        StartStates known = states.get();
        return write(known.guesses(inputs), output).after(known.work());
      };
    }
  }

  private Sweep evaluate(JavaRDD<Tuple2<InputBlock, Guess>> guesses, SweepPlan plan) {
    SweepFunctions.Begin begin = new SweepFunctions.Begin(setting, plan, start);
    return label(
        "evaluate the guess", () -> keep(RddOperations.mapPartitions(guesses, begin), plan.form()));
  }

  /**
   * Walks every segment into the output. Tasks return only the rows, so the ends of the segments
   * are sent to the driver separately, and from there back to the executors as the iterate.
   */
  private Sweep write(JavaRDD<Tuple2<InputBlock, Guess>> guesses, StateOutput<?> output) {
    Collection<WalkedBlock> walked =
        label(
            "evaluate the guess and write the states",
            () -> SinkWalk.run(setting, guesses, start, output, true));
    List<States> ends = new ArrayList<>();
    walked.forEach(block -> ends.add(block.ends()));
    SweepFunctions.Walked take = new SweepFunctions.Walked(setting, start, sources.broadcast(ends));
    return takeWalk(RddOperations.mapPartitions(guesses, take))
        .writing(WalkedBlock.whole(walked, rule().closeness()));
  }

  @Override
  public Sweep advance(JacobianForm form, Damping damping) {
    return atRisk(() -> update(form, damping));
  }

  private Sweep update(JacobianForm form, Damping damping) {
    SweepPlan plan = SweepPlan.of(form, damping).after(summary);
    if (damping.smooths()) {
      return smoothed(plan);
    }
    SweepFunctions.Advance advance = new SweepFunctions.Advance(setting, plan);
    return label(
        "iteration " + sweeps + ": apply, evaluate, fold",
        () ->
            keep(
                RddOperations.mapZipped(inputs, iterate.blocks(), before(), advance), plan.form()));
  }

  /** The updated state before each block, lazily. */
  private JavaRDD<Belief> before() {
    return iterate.before(Belief.exact(start));
  }

  private Sweep smoothed(SweepPlan plan) {
    JavaRDD<Belief> before = before();
    SweepFunctions.AdvanceSmoothed advance = new SweepFunctions.AdvanceSmoothed(setting, plan);
    try (Smoothing smoothing = smoothing(before, plan)) {
      double[] end = iterate.whole().apply(Belief.exact(start)).mean();
      return label(
          "iteration " + sweeps + ": smooth, apply, evaluate, fold",
          () ->
              keep(
                  RddOperations.mapZipped(
                      inputs,
                      iterate.blocks(),
                      RddOperations.zip(before, smoothing.after(end)),
                      advance),
                  plan.form()));
    }
  }

  private Smoothing smoothing(JavaRDD<Belief> before, SweepPlan plan) {
    return label(
        "iteration " + sweeps + ": filter backward",
        () ->
            Smoothing.of(
                inputs,
                iterate.blocks(),
                before,
                new SweepFunctions.Smooth(setting, plan),
                layout(),
                scanPlans.of(plan.form())));
  }

  @Override
  public Walks walks() {
    return label(
        "gather the segments' starts and ends",
        () -> Walks.joined(RddOperations.collect(RddOperations.map(iterate.blocks(), Walks::of))));
  }

  @Override
  public Sweep moveTo(States starts, JacobianForm form) {
    SweepPlan plan = SweepPlan.of(form, Damping.NONE).after(summary);
    SweepFunctions.MoveTo move =
        new SweepFunctions.MoveTo(setting, plan, sources.broadcast(starts));
    return atRisk(
        () ->
            label(
                "iteration " + sweeps + ": move, evaluate, fold",
                () -> keep(RddOperations.mapPartitions(solution(), move), form)));
  }

  @Override
  public Sweep walkInOrder(List<BlockIterate> before, Consumer<List<BlockIterate>> after) {
    List<BlockIterate> blocks = new ArrayList<>(before);
    while (blocks.size() < layout().blocks()) {
      int partition = layout().partitionOf(blocks.size());
      double[] state = blocks.isEmpty() ? start : blocks.get(blocks.size() - 1).end();
      SweepFunctions.WalkInOrder walk =
          new SweepFunctions.WalkInOrder(setting, state, blocks.size());
      blocks.addAll(
          onPartition(
              "walk partition " + partition, RddOperations.mapPartitions(inputs, walk), partition));
      after.accept(List.copyOf(blocks));
    }
    return takeWalk(distributed(blocks));
  }

  /** The blocks of the iterate, in the layout's partitions and in order. */
  public JavaRDD<BlockIterate> iterate() {
    return iterate.blocks();
  }

  /**
   * Takes over an iterate that another engine held, and keeps it where it does not depend on where
   * it came from.
   *
   * @param blocks as from {@link #iterate}
   * @param form of the Jacobians of the sweep that made it
   * @param made the number of sweeps that made it
   */
  public void resume(JavaRDD<BlockIterate> blocks, JacobianForm form, int made) {
    sweeps = made - 1;
    label("take the checkpoint", () -> keep(blocks, form));
    checkpoint();
  }

  /** Keeps a broadcast of the driver. */
  private Sweep takeWalk(JavaRDD<BlockIterate> walked) {
    Sweep sweep = label("take the walk", () -> keep(walked, JacobianForm.ZERO));
    checkpoints = checkpoints.safe();
    return sweep;
  }

  /** The blocks, in the partitions of the inputs. */
  private JavaRDD<BlockIterate> distributed(List<BlockIterate> blocks) {
    Broadcast<List<BlockIterate>> all = sources.broadcast(blocks);
    return RddOperations.map(inputs, block -> all.value().get(block.index()));
  }

  private Sweep keep(JavaRDD<BlockIterate> next, JacobianForm form) {
    iterate.become(next, form);
    sources.release();
    sweeps++;
    SweepElement whole = iterate.whole();
    summary = whole.summary();
    return new Sweep(summary, whole.pendingMove());
  }

  /**
   * Makes a sweep that would be repeated if an executor were lost, and a checkpoint if one is due.
   */
  private Sweep atRisk(Supplier<Sweep> sweep) {
    long began = System.nanoTime();
    Sweep made = sweep.get();
    checkpoints = checkpoints.swept(secondsSince(began));
    if (checkpoints.isDue()) {
      checkpoint();
    }
    return made;
  }

  private void checkpoint() {
    long began = System.nanoTime();
    labels.label("deerpark sweep " + (sweeps - 1), "checkpoint", iterate::checkpoint);
    // a lost block comes from the checkpoint now
    sources.close();
    checkpoints = checkpoints.checkpointed(secondsSince(began));
  }

  private static double secondsSince(long nanoTime) {
    return (System.nanoTime() - nanoTime) / 1e9;
  }

  /** The newest iterate, checkpointed where both its use and its recomputation may take long. */
  @Override
  public SparkTrajectory trajectory() {
    if (checkpoints.isDueAtTheEnd()) {
      checkpoint();
    }
    return newest();
  }

  /** As {@link SparkTrajectory#startsOf}, of the newest iterate. */
  JavaRDD<States> startsOf(int segmentLength) {
    return newest().startsOf(segmentLength);
  }

  /** The inputs of every block with its iterate. */
  private JavaRDD<Tuple2<InputBlock, BlockIterate>> solution() {
    return RddOperations.zip(inputs, iterate.blocks());
  }

  private SparkTrajectory newest() {
    return new SparkTrajectory(setting, start, solution(), labels);
  }

  private <T> List<T> onPartition(String description, JavaRDD<T> rdd, int partition) {
    return label(description, () -> RddOperations.collectPartition(rdd, partition));
  }

  private <T> T label(String description, Supplier<T> action) {
    return labels.label("deerpark sweep " + sweeps, description, action);
  }

  @Override
  public void close() {
    try (kernels;
        sources;
        iterate) {
      // all are closed, from the right, also where one fails
    }
  }
}
