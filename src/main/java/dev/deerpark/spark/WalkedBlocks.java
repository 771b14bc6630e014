// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark;

import dev.deerpark.engine.trajectory.WalkedBlock;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.spark.util.AccumulatorV2;

/**
 * Collects results on the driver from tasks that make rows: the only result of such a task is its
 * rows. Keyed by block: a task that runs twice adds the same value under the same key, so nothing
 * is counted twice.
 */
final class WalkedBlocks extends AccumulatorV2<WalkedBlock, Map<Integer, WalkedBlock>> {
  private static final long serialVersionUID = 1L;

  // Heartbeats read this while the task adds.
  private final ConcurrentSkipListMap<Integer, WalkedBlock> blocks = new ConcurrentSkipListMap<>();

  @Override
  public void add(WalkedBlock block) {
    blocks.put(block.block(), block);
  }

  @Override
  public void merge(AccumulatorV2<WalkedBlock, Map<Integer, WalkedBlock>> other) {
    blocks.putAll(other.value());
  }

  @Override
  public boolean isZero() {
    return blocks.isEmpty();
  }

  @Override
  public AccumulatorV2<WalkedBlock, Map<Integer, WalkedBlock>> copy() {
    WalkedBlocks copy = new WalkedBlocks();
    copy.blocks.putAll(blocks);
    return copy;
  }

  @Override
  public void reset() {
    blocks.clear();
  }

  @Override
  public Map<Integer, WalkedBlock> value() {
    return blocks;
  }

  /**
   * All blocks in order.
   *
   * @param count the required number
   * @throws IllegalStateException if there is another number of them
   */
  Collection<WalkedBlock> inOrder(int count) {
    if (blocks.size() != count) {
      throw new IllegalStateException(blocks.size() + " of " + count + " blocks were walked");
    }
    return blocks.values();
  }
}
