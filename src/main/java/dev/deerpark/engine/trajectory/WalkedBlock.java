// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine.trajectory;

import dev.deerpark.engine.summary.Closeness;
import dev.deerpark.sequence.States;
import java.io.Serializable;
import java.util.Collection;

/**
 * The results of walking a block into a sink.
 *
 * @param block its index
 * @param trace of the walk
 * @param ends the states at the ends of its segments
 */
public record WalkedBlock(int block, StateTrace trace, States ends) implements Serializable {

  /** Without the ends, where they are not needed. */
  public WalkedBlock withoutEnds() {
    return new WalkedBlock(block, trace, States.zeros(0, ends.size()));
  }

  /**
   * The trace of all blocks.
   *
   * @param blocks in order, at least one
   */
  public static StateTrace whole(Collection<WalkedBlock> blocks, Closeness closeness) {
    return blocks.stream()
        .map(WalkedBlock::trace)
        .reduce((earlier, later) -> earlier.then(later, closeness))
        .orElseThrow();
  }
}
