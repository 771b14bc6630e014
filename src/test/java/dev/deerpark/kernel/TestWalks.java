// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel;

import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.States;
import java.util.Optional;

/** Walks by kernels. */
public final class TestWalks {
  private TestWalks() {}

  /** The first walk of all segments. */
  public static WalkResult first(
      Kernel kernel, InputBlock inputs, int length, JacobianForm form, States starts) {
    return walk(kernel, inputs, WalkRequest.all(length, form, starts));
  }

  /** A first walk. */
  public static WalkResult walk(Kernel kernel, InputBlock inputs, WalkRequest request) {
    WalkResult result = WalkResult.roomFor(request);
    kernel.evaluate(inputs, request, result);
    return result;
  }

  /** A later walk of some segments from other starts, without Jacobians. */
  public static WalkResult again(
      Kernel kernel,
      InputBlock inputs,
      int length,
      WalkResult earlier,
      States starts,
      boolean[] requested,
      double tolerance) {
    WalkRequest request =
        new WalkRequest(
            length,
            JacobianForm.ZERO,
            starts,
            requested,
            Optional.of(new MeetingTolerance(tolerance)));
    WalkResult result =
        new WalkResult(earlier.ends().copy(), new double[0], earlier.marks().copy());
    kernel.evaluate(inputs, request, result);
    return result;
  }
}
