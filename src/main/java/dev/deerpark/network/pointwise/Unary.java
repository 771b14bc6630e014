// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.network.pointwise;

import java.util.List;

/** An operation on one value. */
public sealed interface Unary extends Operation
    permits Linear, Apply, Select, Normalise, Softmax, Reduce, Embed {

  /** The number of the value that it reads. */
  int operand();

  /** The same operation on another value. */
  Operation on(int other);

  @Override
  default List<Integer> operands() {
    return List.of(operand());
  }

  @Override
  default Operation on(List<Integer> others) {
    return on(others.get(0));
  }
}
