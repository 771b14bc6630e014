// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel;

import dev.deerpark.base.Numbers;
import dev.deerpark.linear.MatrixProduct;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.States;

/** Does what another kernel does, but has no form of its own for Jacobians. */
public record OnHeap(Kernel kernel) implements Kernel {
  @Override
  public int stateSize() {
    return kernel.stateSize();
  }

  @Override
  public void evaluate(InputBlock inputs, WalkRequest request, WalkResult result) {
    kernel.evaluate(inputs, request, result);
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

  @Override
  public MatrixProduct matrixProduct() {
    return kernel.matrixProduct();
  }
}
