// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.jvm.cell;

import dev.deerpark.base.Numbers;

/**
 * A cell that writes full Jacobians faster than by the tangents of all unit vectors, with the same
 * bits. A few numbers of a step, its <i>factors</i>, say what the Jacobian is.
 */
public interface JacobianCell extends Cell {

  /**
   * Writes the full Jacobian of the last step of one lane.
   *
   * @param jacobian {@code [D][D]} from {@code to} on, overwritten
   */
  void jacobian(int lane, double[] jacobian, int to);

  /** The number of factors of a step. Factors that are all 0 make a Jacobian of zeros. */
  int factors();

  /** A Jacobian is finite if no absolute factor is larger than this. */
  double finiteFactor();

  /**
   * Writes the factors of the last step of one lane.
   *
   * @param factors overwritten from {@code to} on
   */
  void factors(int lane, double[] factors, int to);

  /**
   * Makes the full Jacobians of two steps of their factors, transposed.
   *
   * @param factors hold those of a step from {@code from} on, and then those of the next; where
   *     they end before that, the next Jacobian means nothing
   * @return {@code [2][D][n]}, rows filled with zeros to whole vectors of n numbers; overwritten by
   *     the next call
   */
  Numbers transposed(double[] factors, int from);
}
