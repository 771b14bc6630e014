// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine;

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

/**
 * The engine in one thread of one JVM: the oracle that the cluster is held against, and the way to
 * use the solver as a library on arrays. It deals blocks to partitions as the cluster does, and
 * goes through them in order.
 */
public final class LocalEngine implements Engine {
  private static final Action<SweepElement, Belief> ACTION = StateScan.action();

  private final Layout layout;
  private final SweepRule rule;
  private final List<InputBlock> inputs;
  private final double[] start;
  private final Kernel kernel;
  private final TreeScan<SweepElement> scan;
  private List<States> guesses = List.of();
  private SweepWork guessWork = SweepWork.NONE;
  private List<BlockIterate> iterate = List.of();
  private List<List<Belief>> pending = List.of();
  private SweepElement whole;

  /**
   * @param kernels opens the engine's kernel, on no device
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
   * @param kernel serves this engine alone, which closes it
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
  public void burnIn(BurnIn burnIn) {
    List<States> starts = new ArrayList<>();
    double[] before = start;
    for (InputBlock block : inputs) {
      States ends = burnIn.ends(layout, block, start, kernel);
      starts.add(BurnIn.starts(before, ends));
      before = ends.last();
    }
    guesses = starts;
    guessWork = SweepWork.ofSteps(burnIn.work(layout));
  }

  private Guess guess(int block, Guess otherwise) {
    return guesses.isEmpty() ? otherwise : Guess.given(guesses.get(block));
  }

  @Override
  public Sweep begin(Guess guess, JacobianForm form, Damping damping) {
    BlockSweep sweep = new BlockSweep(layout, rule, kernel);
    SweepPlan plan = SweepPlan.of(form, damping);
    return keep(inputs.stream()
            .map(block -> sweep.begin(block, plan, guess(block.index(), guess), start))
            .toList())
        .after(guessWork);
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
      next.add(sweep.advance(inputs.get(block), old, plan, starts.get(block), later.get(block)));
    }
    return keep(next);
  }

  /** The smoothed state after each block. */
  private List<Optional<double[]>> smoothed(List<Belief> starts, SweepPlan plan) {
    List<TreeRun<AnchoredMap>> backward = new ArrayList<>();
    int last = iterate.size() - 1;
    for (int block = last; block >= 0; block--) {
      AnchoredMap whole = BlockSmoother.along(iterate.get(block), starts.get(block), plan).whole();
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
  public Sweep walkInOrder() {
    BlockSweep sweep = new BlockSweep(layout, rule, kernel);
    List<BlockIterate> walked = new ArrayList<>();
    double[] state = start;
    for (InputBlock block : inputs) {
      walked.add(sweep.walkFrom(block, state));
      state = walked.get(walked.size() - 1).end();
    }
    return keep(walked);
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

  /** The blocks of the iterate, in order. */
  public List<BlockIterate> iterate() {
    return iterate;
  }

  /** Sees every state of the iterate in order. Steps are counted within each block. */
  public void trace(Kernel.StateVisitor visitor) {
    BlockWalk walk = new BlockWalk(layout.segmentLength(), kernel);
    for (BlockIterate block : iterate) {
      walk.trace(inputs.get(block.block()), block, visitor);
    }
  }

  @Override
  public Comparison compareWithLoop() {
    BlockWalk walk = new BlockWalk(layout.segmentLength(), kernel);
    double[] state = start.clone();
    Comparison result = Comparison.NONE;
    for (BlockIterate block : iterate) {
      result = result.and(walk.compare(inputs.get(block.block()), block, state));
    }
    return result;
  }

  @Override
  public Comparison compareBlocks(List<Integer> blocks) {
    BlockWalk walk = new BlockWalk(layout.segmentLength(), kernel);
    Comparison result = Comparison.NONE;
    for (int block : blocks) {
      double[] end = walk.end(inputs.get(block), iterate.get(block));
      double[] goal =
          block + 1 < iterate.size() ? iterate.get(block + 1).start(0) : iterate.get(block).end();
      result = result.and(Comparison.ofBlock(layout, block, end, goal));
    }
    return result;
  }

  @Override
  public Predictability predictability() {
    TwinWalk walk = new TwinWalk(rule, layout.segmentLength(), kernel);
    TwinWalk.At at = TwinWalk.At.start(kernel.stateSize());
    for (BlockIterate block : iterate) {
      at = walk.through(inputs.get(block.block()), block, at);
    }
    return at.found();
  }

  @Override
  public double exponentOf(List<Integer> blocks) {
    TwinWalk walk = new TwinWalk(rule, layout.segmentLength(), kernel);
    double growth = 0;
    long steps = 0;
    for (int block : blocks) {
      TwinWalk.At start = TwinWalk.At.start(kernel.stateSize());
      Predictability found = walk.through(inputs.get(block), iterate.get(block), start).found();
      growth += found.growth();
      steps += found.steps();
    }
    return growth / steps;
  }

  @Override
  public void close() {
    iterate = List.of();
    pending = List.of();
    kernel.close();
  }
}
