// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine;

import dev.deerpark.engine.summary.SweepWork;
import dev.deerpark.engine.sweep.BlockIterate;
import dev.deerpark.engine.sweep.BlockSweep;
import dev.deerpark.engine.sweep.BurnIn;
import dev.deerpark.engine.sweep.Damping;
import dev.deerpark.engine.sweep.Guess;
import dev.deerpark.engine.sweep.StateScan;
import dev.deerpark.engine.sweep.SweepElement;
import dev.deerpark.engine.sweep.SweepPlan;
import dev.deerpark.engine.sweep.SweepRule;
import dev.deerpark.engine.sweep.Walks;
import dev.deerpark.engine.trajectory.BlockRows;
import dev.deerpark.engine.trajectory.LocalTrajectory;
import dev.deerpark.engine.trajectory.StateSink;
import dev.deerpark.engine.trajectory.StateTrace;
import dev.deerpark.engine.trajectory.Trajectory;
import dev.deerpark.engine.trajectory.WalkedBlock;
import dev.deerpark.kernel.Kernel;
import dev.deerpark.kernel.KernelFactory;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.scan.Action;
import dev.deerpark.scan.AnchoredMap;
import dev.deerpark.scan.Belief;
import dev.deerpark.scan.TreeRun;
import dev.deerpark.scan.TreeScan;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Layout;
import dev.deerpark.sequence.States;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * The engine in one thread of one JVM: the reference for the cluster, and the way to use the solver
 * as a library on arrays. Its partitions hold the same blocks as the cluster's, and it processes
 * them in order.
 */
public final class LocalEngine implements Engine {
  private static final Action<SweepElement, Belief> ACTION = StateScan.action();

  private final Layout layout;
  private final SweepRule rule;
  private final List<InputBlock> inputs;
  private final double[] start;
  private final Kernel kernel;
  private final TreeScan<SweepElement> scan;
  private List<BlockIterate> iterate = List.of();
  private List<List<Belief>> pending = List.of();
  private SweepElement whole;

  /**
   * @param kernels opens the engine's kernel, without a device
   * @param inputs the blocks of the layout, in order; shared
   * @param start {@code [D]}: the state before step 0; copied
   */
  public LocalEngine(
      Layout layout,
      SweepRule rule,
      KernelFactory kernels,
      List<InputBlock> inputs,
      double[] start) {
    this(layout, rule, kernels.open(Optional.empty()), inputs, start);
  }

  /**
   * @param kernel used by this engine alone, which closes it
   * @param inputs the blocks of the layout, in order; shared
   * @param start {@code [D]}: the state before step 0; copied
   */
  public LocalEngine(
      Layout layout, SweepRule rule, Kernel kernel, List<InputBlock> inputs, double[] start) {
    if (inputs.size() != layout.blocks()) {
      throw new IllegalArgumentException(
          inputs.size() + " blocks for a layout of " + layout.blocks());
    }
    this.layout = layout;
    this.rule = rule;
    this.inputs = List.copyOf(inputs);
    this.start = start.clone();
    this.kernel = kernel;
    this.scan = StateScan.of(layout, rule);
  }

  @Override
  public Layout layout() {
    return layout;
  }

  @Override
  public int stateSize() {
    return start.length;
  }

  @Override
  public SweepRule rule() {
    return rule;
  }

  @Override
  public FirstSweep from(Guess guess) {
    return (form, damping) -> begin(inputs.stream().map(block -> guess).toList(), form, damping);
  }

  @Override
  public BurntIn from(BurnIn burnIn) {
    return new BurntIn(burnIn);
  }

  /**
   * @param guesses one per block
   */
  private Sweep begin(List<Guess> guesses, JacobianForm form, Damping damping) {
    BlockSweep sweep = new BlockSweep(layout, rule, kernel);
    SweepPlan plan = SweepPlan.of(form, damping);
    return keep(
        inputs.stream()
            .peek(this::fetchAfter)
            .map(block -> sweep.begin(block, plan, guesses.get(block.index()), start))
            .toList());
  }

  private void fetchAfter(InputBlock block) {
    if (block.index() + 1 < inputs.size()) {
      kernel.fetch(inputs.get(block.index() + 1));
    }
  }

  /** A first sweep from a burn-in. */
  public final class BurntIn implements FirstSweep {
    private final BurnIn burnIn;

    private BurntIn(BurnIn burnIn) {
      this.burnIn = burnIn;
    }

    @Override
    public Sweep begin(JacobianForm form, Damping damping) {
      return LocalEngine.this.begin(guesses(), form, damping).after(work());
    }

    /**
     * The same sweep, which also writes the states where {@link FirstSweep#writes} allows.
     *
     * @param rows receives the rows in the order of time
     */
    public <R> FirstSweep into(StateSink<R> sink, Consumer<? super R> rows) {
      return (form, damping) ->
          FirstSweep.writes(layout, start.length, form)
              ? walk(guesses(), sink, rows).after(work())
              : begin(form, damping);
    }

    private SweepWork work() {
      return SweepWork.ofSteps(burnIn.work(layout));
    }

    /**
     * The start states of each block: the ends of its burn-in walks, the last of which is for the
     * next block.
     */
    private List<Guess> guesses() {
      List<Guess> guesses = new ArrayList<>();
      double[] before = start;
      for (InputBlock block : inputs) {
        States ends = burnIn.ends(layout, block, start, kernel);
        guesses.add(Guess.given(BurnIn.starts(before, ends)));
        before = ends.last();
      }
      return guesses;
    }
  }

  /** A sweep whose walk writes into a sink. */
  private <R> Sweep walk(List<Guess> guesses, StateSink<R> sink, Consumer<? super R> rows) {
    BlockSweep sweep = new BlockSweep(layout, rule, kernel);
    List<WalkedBlock> walked = new ArrayList<>();
    List<BlockIterate> iterate = new ArrayList<>();
    for (InputBlock block : inputs) {
      States starts = sweep.starts(block, guesses.get(block.index()), start);
      WalkedBlock along = write(block, starts, sink, rows);
      walked.add(along);
      iterate.add(sweep.walked(block, starts, along.ends()));
    }
    return keep(iterate).writing(WalkedBlock.whole(walked, rule.closeness()));
  }

  private <R> WalkedBlock write(
      InputBlock block, States starts, StateSink<R> sink, Consumer<? super R> rows) {
    BlockRows<R> walk =
        new BlockRows<>(kernel, 1, block, layout.segmentLength(), rule, starts, sink);
    walk.forEachRemaining(rows);
    return walk.walked();
  }

  /**
   * Walks the iterate into a sink.
   *
   * @param rows receives the rows in the order of time
   * @return the trace of the walk
   */
  public <R> StateTrace write(StateSink<R> sink, Consumer<? super R> rows) {
    return WalkedBlock.whole(
        iterate.stream()
            .map(block -> write(inputs.get(block.block()), block.starts(), sink, rows))
            .toList(),
        rule.closeness());
  }

  @Override
  public Sweep advance(JacobianForm form, Damping damping) {
    SweepPlan plan = SweepPlan.of(form, damping).after(whole.summary());
    BlockSweep sweep = new BlockSweep(layout, rule, kernel);
    List<Belief> starts = new ArrayList<>();
    for (int partition = 0; partition < layout.partitions(); partition++) {
      List<TreeRun<SweepElement>> leaves = leaves(blocksOf(iterate, partition));
      starts.addAll(scan.leafStates(leaves, pending.get(partition), ACTION));
    }
    List<Optional<double[]>> later =
        plan.damping().smooths()
            ? smoothed(starts, plan)
            : Collections.nCopies(iterate.size(), Optional.empty());
    List<BlockIterate> next = new ArrayList<>();
    for (BlockIterate old : iterate) {
      int block = old.block();
      fetchAfter(inputs.get(block));
      next.add(sweep.advance(inputs.get(block), old, plan, starts.get(block), later.get(block)));
    }
    return keep(next);
  }

  /** The smoothed state after each block. */
  private List<Optional<double[]>> smoothed(List<Belief> starts, SweepPlan plan) {
    BlockSweep sweep = new BlockSweep(layout, rule, kernel);
    List<TreeRun<AnchoredMap>> backward = new ArrayList<>();
    int last = iterate.size() - 1;
    for (int block = last; block >= 0; block--) {
      AnchoredMap whole =
          sweep.backward(inputs.get(block), iterate.get(block), plan, starts.get(block));
      backward.add(TreeRun.leaf(last - block, whole));
    }
    List<double[]> later =
        new ArrayList<>(
            StateScan.backward(layout)
                .leafStates(backward, List.of(end()), StateScan.backwardAction()));
    Collections.reverse(later);
    return later.stream().map(Optional::of).toList();
  }

  /** The state that the filter predicts after the last step. */
  private double[] end() {
    return whole.apply(Belief.exact(start)).mean();
  }

  @Override
  public Walks walks() {
    return Walks.joined(iterate.stream().map(Walks::of).toList());
  }

  @Override
  public Sweep moveTo(States starts, JacobianForm form) {
    SweepPlan plan = SweepPlan.of(form, Damping.NONE).after(whole.summary());
    BlockSweep sweep = new BlockSweep(layout, rule, kernel);
    return keep(
        iterate.stream()
            .map(
                old ->
                    sweep.moveTo(
                        inputs.get(old.block()),
                        old,
                        plan,
                        starts.part((int) old.firstSegment(), old.segments())))
            .toList());
  }

  @Override
  public Sweep walkInOrder(List<BlockIterate> before, Consumer<List<BlockIterate>> after) {
    BlockSweep sweep = new BlockSweep(layout, rule, kernel);
    List<BlockIterate> walked = new ArrayList<>(before);
    for (InputBlock block : inputs.subList(before.size(), inputs.size())) {
      double[] state = walked.isEmpty() ? start : walked.get(walked.size() - 1).end();
      walked.add(sweep.walkFrom(block, state));
      after.accept(List.copyOf(walked));
    }
    return keep(walked);
  }

  /** Takes over an iterate that another engine held, one block after the other. */
  public void resume(List<BlockIterate> blocks) {
    keep(List.copyOf(blocks));
  }

  private Sweep keep(List<BlockIterate> blocks) {
    iterate = blocks;
    List<TreeRun<SweepElement>> runs = new ArrayList<>();
    for (int partition = 0; partition < layout.partitions(); partition++) {
      runs.add(scan.merge(leaves(blocksOf(blocks, partition))));
    }
    pending = scan.descend(runs, List.of(Belief.exact(start)), ACTION);
    whole = scan.merge(runs).elements().get(0);
    return new Sweep(whole.summary(), whole.pendingMove());
  }

  private List<TreeRun<SweepElement>> leaves(List<BlockIterate> blocks) {
    return blocks.stream().map(block -> TreeRun.leaf(block.block(), block.element())).toList();
  }

  private List<BlockIterate> blocksOf(List<BlockIterate> blocks, int partition) {
    return blocks.subList(layout.firstBlock(partition), layout.firstBlock(partition + 1));
  }

  /** The state after every step of the iterate, {@code [T][D]}, in new arrays. */
  public List<double[]> states() {
    List<double[]> states = new ArrayList<>();
    write(new EveryState(), states::add);
    return states;
  }

  private record EveryState() implements StateSink<double[]> {
    @Override
    public boolean keeps(long step) {
      return true;
    }

    @Override
    public Rows<double[]> open() {
      return (step, states, at, size) ->
          IntStream.range(at, at + size).mapToDouble(states::get).toArray();
    }
  }

  /** The blocks of the iterate, in order. */
  public List<BlockIterate> iterate() {
    return iterate;
  }

  @Override
  public Trajectory trajectory() {
    return new LocalTrajectory(layout, rule, kernel, start, inputs, iterate);
  }

  @Override
  public void close() {
    iterate = List.of();
    pending = List.of();
    kernel.close();
  }
}
