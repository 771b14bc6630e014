// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.solve;

import dev.deerpark.engine.Engine.Sweep;
import dev.deerpark.engine.sweep.BlockIterate;
import java.util.List;
import java.util.Optional;

/**
 * The state of a solve, besides the iterate that the engine holds. A solve that goes on from both
 * comes to the same bits, after the same iterations, as one that was not interrupted.
 *
 * @param history one record per iteration so far
 * @param walk the blocks that the loop has walked so far, from the first on; empty where it is not
 *     being walked. While it is, no iterate is needed
 * @param walked whether the iterate is the loop's own walk
 * @param secants that were taken in
 * @param determinacy as far as it was measured
 */
public record SolveState(
    List<IterationRecord> history,
    Optional<List<BlockIterate>> walk,
    boolean walked,
    SecantSteps.Taken secants,
    Determinacy.Measured determinacy) {

  public SolveState {
    history = List.copyOf(history);
    walk = walk.map(List::copyOf);
  }

  /** The number of sweeps so far. */
  public int sweeps() {
    return history.size();
  }

  /** The last sweep so far; what it wrote is not part of the state. */
  public Sweep last() {
    Sweep last = history.get(sweeps() - 1).sweep();
    return new Sweep(last.summary(), last.estimatedError());
  }
}
