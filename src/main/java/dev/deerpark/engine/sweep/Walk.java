// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine.sweep;

import dev.deerpark.engine.summary.Growth;
import dev.deerpark.kernel.HeldJacobians;
import dev.deerpark.kernel.Kernel;
import dev.deerpark.kernel.WalkRequest;
import dev.deerpark.kernel.WalkResult;
import dev.deerpark.linear.RowArithmetic;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.sequence.InputBlock;
import java.util.Arrays;
import java.util.Optional;

/**
 * A walk with its Jacobians, which are finite: on the heap, or on the kernel's device.
 *
 * @param kernel that walked
 * @param inputs of the block
 * @param held the Jacobians on the device; empty where the result has them
 * @param replaced how many Jacobians were not finite, and were replaced
 */
record Walk(
    Kernel kernel,
    InputBlock inputs,
    WalkRequest request,
    WalkResult result,
    Optional<HeldJacobians> held,
    int replaced) {

  /** The first walk of all segments. */
  static Walk first(Kernel kernel, InputBlock inputs, SweepPlan plan, WalkRequest request) {
    WalkResult bare = WalkResult.withoutJacobians(request);
    Optional<Walk> holding = holding(kernel, inputs, plan, request, bare, Optional.empty());
    return holding.orElseGet(
        () -> onHeap(kernel, inputs, plan, request, WalkResult.roomFor(request)));
  }

  /**
   * A walk that leaves its Jacobians on the device; empty, with nothing done, where there are none,
   * or they cannot stay there.
   *
   * @param result without Jacobians
   * @param earlier those of the segments that are not requested, in the same form
   */
  static Optional<Walk> holding(
      Kernel kernel,
      InputBlock inputs,
      SweepPlan plan,
      WalkRequest request,
      WalkResult result,
      Optional<HeldJacobians> earlier) {
    return plan.form().entries(1) > 0 && holds(kernel, plan)
        ? kernel
            .evaluateHolding(inputs, request, result, earlier, plan.use())
            .map(
                held ->
                    new Walk(kernel, inputs, request, result, Optional.of(held), held.replaced()))
        : Optional.empty();
  }

  /** Whether a kernel can hold the Jacobians of a sweep by a plan. */
  static boolean holds(Kernel kernel, SweepPlan plan) {
    return kernel.holds(plan.use(), plan.damping().filters());
  }

  /**
   * A walk with its Jacobians in the result.
   *
   * @param result holds those of the segments that are not requested
   */
  static Walk onHeap(
      Kernel kernel, InputBlock inputs, SweepPlan plan, WalkRequest request, WalkResult result) {
    kernel.evaluate(inputs, request, result);
    RowArithmetic rows = kernel.matrixProduct().rows();
    int replaced = replaceNonFinite(rows, plan.damping().reset(), request, result);
    return new Walk(kernel, inputs, request, result, Optional.empty(), replaced);
  }

  /** Replaces Jacobians that are not finite, as any finite one will do. Returns their number. */
  private static int replaceNonFinite(
      RowArithmetic rows, Reset reset, WalkRequest request, WalkResult result) {
    double[] jacobians = result.jacobians();
    if (rows.isFinite(jacobians, 0, jacobians.length)) {
      return 0;
    }
    int entries = request.form().entries(request.stateSize());
    int replaced = 0;
    for (int from = 0; from < jacobians.length; from += entries) {
      if (!rows.isFinite(jacobians, from, from + entries)) {
        reset.replace(jacobians, from, from + entries);
        replaced++;
      }
    }
    return replaced;
  }

  /**
   * The growth of a small difference along the block; {@link Growth#NONE} without full Jacobians.
   */
  Growth growth() {
    if (request.form() != JacobianForm.DENSE) {
      return Growth.NONE;
    }
    int[] lengths = new int[request.segments()];
    Arrays.setAll(lengths, segment -> request.lengthOf(segment, inputs.steps()));
    boolean[] restarting = Restarting.of(inputs, request.segmentLength()).segments();
    return held.isPresent()
        ? Growth.along(lengths, restarting, held.get().growth())
        : Growth.along(request.stateSize(), lengths, restarting, result.jacobians());
  }
}
