// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.opencl;

import dev.deerpark.base.Numbers;
import dev.deerpark.kernel.Kernel;
import dev.deerpark.kernel.WalkRequest;
import dev.deerpark.kernel.WalkResult;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.States;

/** Gives what another kernel does, but for one number. */
record OffByOneBit(Kernel kernel) implements Kernel {
  @Override
  public int stateSize() {
    return kernel.stateSize();
  }

  @Override
  public void evaluate(InputBlock inputs, WalkRequest request, WalkResult result) {
    kernel.evaluate(inputs, request, result);
    double[] ends = result.ends().array();
    ends[ends.length / 2] = Math.nextUp(ends[ends.length / 2]);
  }

  @Override
  public void trace(InputBlock inputs, int from, int to, double[] state, StateVisitor visitor) {
    kernel.trace(inputs, from, to, state, visitor);
  }

  @Override
  public void record(
      InputBlock inputs, int segmentLength, int from, int to, States starts, Numbers states) {
    kernel.record(inputs, segmentLength, from, to, starts, states);
  }
}
