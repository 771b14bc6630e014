// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.jvm.vector;

import dev.deerpark.base.Numbers;

/**
 * An affine map {@code W v + b} in one precision, prepared for one way of walking. Every sum begins
 * with the bias and goes through the columns in ascending order by fused multiply-adds, so that
 * every implementation gives the same bits.
 */
public interface Affine {

  /** The number of vectors mapped side by side: 1, or the lanes of a strip. */
  int lanes();

  /** The length of one gate's rows in a result, for all lanes. */
  int span();

  /**
   * Writes {@code W v + b}.
   *
   * @param vector holds {@code v} from {@code offset} on: {@code [C]} for one walk, {@code
   *     [C][lanes]} for a strip of lanes
   * @param result {@link #allocate}d; gate g begins at {@code g * span()}
   */
  void apply(Numbers vector, int offset, Numbers result);

  /** An array for results. */
  Numbers allocate();

  /** {@code W v}, with the same weights in memory. */
  Affine linear();
}
