// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine.sweep;

import dev.deerpark.engine.summary.Evaluations;
import dev.deerpark.engine.summary.SweepWork;
import dev.deerpark.kernel.HeldJacobians;
import dev.deerpark.kernel.Kernel;
import dev.deerpark.kernel.WalkRequest;
import dev.deerpark.kernel.WalkResult;
import dev.deerpark.linear.RowArithmetic;
import dev.deerpark.scan.AnchoredMap;
import dev.deerpark.scan.Belief;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.States;
import java.util.Optional;

/**
 * A block with its Jacobians, and the start states that they propose.
 *
 * @param kernel that has the Jacobians, where the block has not
 * @param block as the last sweep left it, not modified
 * @param held the Jacobians on the kernel's device; empty where the block itself has them
 * @param work of computing them again where they were not kept
 */
record CompleteBlock(
    Kernel kernel, BlockIterate block, Optional<HeldJacobians> held, SweepWork work) {

  /** A block that has its Jacobians, or of which none are asked. */
  static CompleteBlock asItIs(Kernel kernel, BlockIterate block) {
    return new CompleteBlock(kernel, block, Optional.empty(), SweepWork.NONE);
  }

  /**
   * A block with its Jacobians, computed again where they were not kept.
   *
   * @param next the plan of the sweep that takes what they propose
   */
  static CompleteBlock of(
      Kernel kernel, int segmentLength, InputBlock inputs, BlockIterate old, SweepPlan next) {
    if (old.isComplete()) {
      return asItIs(kernel, old);
    }
    // where the next Jacobians cannot stay as the kernel has them, these are wanted on the heap
    boolean holds = Walk.holds(kernel, old.plan()) && Walk.holds(kernel, next);
    Optional<HeldJacobians> held = holds ? held(kernel, old) : Optional.empty();
    if (held.isPresent()) {
      return new CompleteBlock(kernel, old, held, SweepWork.NONE);
    }
    WalkRequest request = WalkRequest.all(segmentLength, old.plan().form(), old.starts());
    Walk walk =
        holds
            ? Walk.first(kernel, inputs, old.plan(), request)
            : Walk.onHeap(kernel, inputs, old.plan(), request, WalkResult.roomFor(request));
    SweepWork work = SweepWork.recomputing(Evaluations.of(walk.result()));
    BlockIterate block =
        walk.held().isPresent() ? old : old.withJacobians(walk.result().jacobians());
    return new CompleteBlock(kernel, block, walk.held(), work);
  }

  /** The Jacobians that a kernel has, or makes of what is kept. */
  static Optional<HeldJacobians> held(Kernel kernel, BlockIterate old) {
    return kernel.held(old.starts(), old.plan().form(), old.plan().use(), old.jacobians());
  }

  /** The product of these Jacobians and vectors. */
  Proposals.Jacobians jacobians() {
    return held.isPresent() ? (vectors, wanted) -> held.get().times(vectors) : block.maps()::times;
  }

  /**
   * The proposed state before each segment; for the segment that becomes exact, the predicted
   * state.
   *
   * @param plan of the sweep that takes it
   * @param start the proposed state before the block
   * @param later the smoothed state after the block, where the update smooths
   */
  States proposed(SweepPlan plan, Belief start, Optional<double[]> later) {
    return later.isPresent() ? smoothed(plan, start, later.get()) : filtered(plan, start);
  }

  /** The smoothing map of the block, from the state after it to the state before it. */
  AnchoredMap backward(SweepPlan plan, Belief start) {
    if (held.isEmpty()) {
      return smoother(plan, start).whole();
    }
    AnchoredMap whole = maps().backward(held.get(), block.maps(), start, block.becomesExact(plan));
    held.get().keep(block.starts());
    return whole;
  }

  private States smoothed(SweepPlan plan, Belief start, double[] later) {
    return held.isPresent()
        ? maps().smoothed(held.get(), block.maps(), start, block.becomesExact(plan), later)
        : smoother(plan, start).means(later);
  }

  private States filtered(SweepPlan plan, Belief start) {
    int known = block.becomesExact(plan);
    if (held.isPresent()) {
      return maps().along(held.get(), block.maps(), start, known);
    }
    return AffineBlock.canHold(block.maps())
        ? maps().along(start.mean(), rows())
        : FilterBlock.of(block.maps(), kernel.matrixProduct()).means(start, known);
  }

  private BlockSmoother smoother(SweepPlan plan, Belief start) {
    return BlockSmoother.along(block, start, plan, kernel.matrixProduct());
  }

  private AffineBlock maps() {
    return AffineBlock.of(block.maps(), rows());
  }

  private RowArithmetic rows() {
    return kernel.matrixProduct().rows();
  }
}
