// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine.trajectory;

import dev.deerpark.engine.sweep.BlockIterate;
import dev.deerpark.engine.sweep.SweepRule;
import dev.deerpark.kernel.Kernel;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Layout;
import java.util.List;

/**
 * The iterate of an engine in one JVM.
 *
 * @param start {@code [D]}: the state before step 0, not modified
 */
public record LocalTrajectory(
    Layout layout,
    SweepRule rule,
    Kernel kernel,
    double[] start,
    List<InputBlock> inputs,
    List<BlockIterate> iterate)
    implements Trajectory {

  @Override
  public Comparison compareWithLoop() {
    BlockWalk walk = new BlockWalk(layout.segmentLength(), rule.closeness(), kernel);
    double[] state = start.clone();
    Comparison result = Comparison.NONE;
    for (BlockIterate block : iterate) {
      result = result.and(walk.compare(inputs.get(block.block()), block, state));
    }
    return result;
  }

  @Override
  public Comparison compareBlocks(List<Integer> blocks) {
    BlockWalk walk = new BlockWalk(layout.segmentLength(), rule.closeness(), kernel);
    Comparison result = Comparison.NONE;
    for (int block : blocks) {
      double[] end = walk.end(inputs.get(block), iterate.get(block));
      double[] goal =
          block + 1 < iterate.size() ? iterate.get(block + 1).start(0) : iterate.get(block).end();
      boolean repeats = walk.repeats(inputs.get(block), iterate.get(block));
      Comparison found = Comparison.ofBlock(layout, rule.closeness(), block, end, goal);
      result = result.and(found.repeating(repeats));
    }
    return result;
  }

  @Override
  public Predictability predictability() {
    TwinWalk walk = new TwinWalk(rule, layout, kernel);
    TwinWalk.At at = TwinWalk.At.start(kernel.stateSize());
    for (BlockIterate block : iterate) {
      at = walk.through(inputs.get(block.block()), block, at);
    }
    return at.found();
  }

  @Override
  public List<Predictability> predictabilityOf(List<Integer> blocks) {
    TwinWalk walk = new TwinWalk(rule, layout, kernel);
    return blocks.stream()
        .map(block -> walk.sample(inputs.get(block), iterate.get(block)))
        .toList();
  }
}
