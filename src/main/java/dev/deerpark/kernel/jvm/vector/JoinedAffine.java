// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.jvm.vector;

import dev.deerpark.base.Numbers;
import dev.deerpark.base.Precision;

/**
 * A map of two vectors, such as the input and the state, {@code W v + R w + b}: each of its sums
 * runs over v and then over w, and is stored once.
 */
public final class JoinedAffine {
  private final Affine affine;
  private final int first;
  private final int second;

  /** {@code [first + second]}: v and then w. */
  private final Numbers both;

  /**
   * @param affine of {@code ofFirst.beside(ofSecond)}
   */
  public JoinedAffine(Affine affine, GateMatrix ofFirst, GateMatrix ofSecond, Precision precision) {
    this.affine = affine;
    this.first = ofFirst.columns() * affine.lanes();
    this.second = ofSecond.columns() * affine.lanes();
    this.both = precision.allocate(first + second);
  }

  /**
   * Writes the sums.
   *
   * @param v from {@code vOffset} on, as {@link Affine#apply} takes it
   * @param w from {@code wOffset} on
   * @param result {@link #allocate}d
   */
  public void apply(Numbers v, int vOffset, Numbers w, int wOffset, Numbers result) {
    v.copy(vOffset, both, 0, first);
    w.copy(wOffset, both, first, second);
    affine.apply(both, 0, result);
  }

  /** The number of vectors mapped side by side. */
  public int lanes() {
    return affine.lanes();
  }

  /** The length of one gate's rows in a result, for all lanes. */
  public int span() {
    return affine.span();
  }

  /** An array for results. */
  public Numbers allocate() {
    return affine.allocate();
  }
}
