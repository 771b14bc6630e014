// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel;

import dev.deerpark.base.Numbers;
import dev.deerpark.linear.MatrixProduct;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.States;
import java.util.Optional;

/**
 * Walks segments of one model in one precision.
 *
 * <p>A kernel may cost something to open: weights are packed, a device is set up. So it is opened
 * once, by its {@link KernelFactory}, used by one task after the other, and closed when its run has
 * ended.
 *
 * <ul>
 *   <li>It is used by one thread at a time, not always by the same one.
 *   <li>It sees the blocks of one run. A block of the run's layout has the same inputs in every
 *       sweep, so a kernel may cache what it derived from them, by {@link InputBlock#index}. Blocks
 *       {@linkplain InputBlock#isOfLayout of no layout}, such as the tails of a burn-in, must not
 *       be cached.
 *   <li>A call that threw must not affect the next one.
 *   <li>Before a step that is a {@linkplain InputBlock#restarts restart}, the state of a walk is
 *       replaced by the one given there, also where a walk begins with such a step. Kernels that
 *       cannot do so, {@link KernelFactory#walksRestarts}, get no such blocks.
 * </ul>
 */
public interface Kernel extends AutoCloseable {

  int stateSize();

  /** Whether the kernel gains from {@link #fetch}. */
  default boolean fetchesAhead() {
    return false;
  }

  /**
   * Says which block comes after the one that is walked next, so that a kernel may copy its inputs
   * meanwhile. It is free not to, and the next block may turn out to be another one.
   *
   * @param next not modified
   */
  default void fetch(InputBlock next) {}

  /**
   * Walks the requested segments of a block side by side, each from its own start state.
   *
   * @param inputs the block's inputs, not modified
   * @param request which segments to walk, not modified
   * @param result written; its counts are increased
   */
  void evaluate(InputBlock inputs, WalkRequest request, WalkResult result);

  /**
   * Walks as {@link #evaluate} does, but leaves the Jacobians on the kernel's device, or in a form
   * of the kernel's own.
   *
   * @param request in a form with Jacobians
   * @param result without room for Jacobians
   * @param earlier those of an earlier walk of the block in the same form, which become the new
   *     ones: they stay as they are for segments that are not requested. Empty where all are
   *     requested. Those of segments with restarts are zeros
   * @param use of the Jacobians
   * @return the Jacobians; empty, with nothing done, where the kernel has no such form or device,
   *     or no room there to keep them. With earlier ones it is never empty
   */
  default Optional<HeldJacobians> evaluateHolding(
      InputBlock inputs,
      WalkRequest request,
      WalkResult result,
      Optional<HeldJacobians> earlier,
      JacobianUse use) {
    return Optional.empty();
  }

  /**
   * Whether the kernel can hold Jacobians for a use.
   *
   * @param filters whether maps with them are filtered
   */
  default boolean holds(JacobianUse use, boolean filters) {
    return true;
  }

  /**
   * The Jacobians that were {@linkplain HeldJacobians#keep kept}, taken from the device's keeping.
   *
   * @param starts the very start states that they were kept with
   * @param form that they were computed in
   * @param use of the Jacobians
   * @param kept what was returned to be kept on the heap, or any other numbers; not modified
   * @return empty where the device does not have them any more, or what was kept is another
   *     kernel's
   */
  default Optional<HeldJacobians> held(
      States starts, JacobianForm form, JacobianUse use, double[] kept) {
    return Optional.empty();
  }

  /**
   * Walks consecutive steps of a block from one state: the sequential loop, and the way to see
   * every state. The bits are those of {@link #evaluate} from the same state.
   *
   * <p>A device is slowest at a single walk that is reported step by step. A kernel for a device
   * should leave this, and the last few segments of {@link #evaluate}, to a kernel for the
   * processor that gives the same bits.
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

  /**
   * Evaluations of f on a device since the kernel was opened, of those that walks count; the others
   * were the processor's.
   */
  default long deviceSteps() {
    return 0;
  }

  /**
   * How matrices are multiplied where this kernel runs; every implementation gives the same bits.
   */
  default MatrixProduct matrixProduct() {
    return MatrixProduct.PLAIN;
  }

  /** Releases what the kernel holds. It is not used afterwards; closing it again does nothing. */
  @Override
  default void close() {}

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
