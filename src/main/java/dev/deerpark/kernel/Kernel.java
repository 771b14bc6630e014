// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel;

import dev.deerpark.base.Numbers;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.States;

/** Walks segments of one model in one precision. An instance serves one thread. */
public interface Kernel {

  int stateSize();

  /**
   * Walks the requested segments of a block side by side, each from its own start state.
   *
   * @param inputs the block's inputs, not modified
   * @param request what to walk, not modified
   * @param result written, and counted up
   */
  void evaluate(InputBlock inputs, WalkRequest request, WalkResult result);

  /**
   * Walks consecutive steps of a block from one state: the sequential loop, and the way states are
   * written out. The bits are those of {@link #evaluate} from the same state.
   *
   * @param inputs the block's inputs, not modified
   * @param from the first step within the block
   * @param to one past the last
   * @param state {@code [D]}: the state before step {@code from}; overwritten with the state after
   *     step {@code to - 1}
   * @param visitor sees the state after each step
   */
  void trace(InputBlock inputs, int from, int to, double[] state, StateVisitor visitor);

  /**
   * Walks consecutive segments side by side and keeps every state. The bits are those of {@link
   * #trace} from the same states.
   *
   * @param inputs the block's inputs, not modified
   * @param segmentLength steps in a full segment
   * @param from the first segment within the block
   * @param to one past the last
   * @param starts of all segments of the block, not modified
   * @param states {@code [n][D]}, for the n steps of the segments asked for: written, in the order
   *     of time
   */
  void record(
      InputBlock inputs, int segmentLength, int from, int to, States starts, Numbers states);

  /** Sees states one after the other. */
  @FunctionalInterface
  interface StateVisitor {
    /**
     * @param step the step within the block
     * @param state {@code [D]}, the state after that step; reused after the call, not to be
     *     modified
     */
    void visit(int step, double[] state);
  }
}
