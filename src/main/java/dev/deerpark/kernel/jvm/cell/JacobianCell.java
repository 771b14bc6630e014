// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.jvm.cell;

/**
 * A cell that writes full Jacobians faster than by the tangents of all unit vectors, with the same
 * bits.
 */
public interface JacobianCell extends Cell {

  /**
   * Writes the full Jacobian of the last step of one lane.
   *
   * @param jacobian {@code [D][D]} from {@code to} on, overwritten
   */
  void jacobian(int lane, double[] jacobian, int to);
}
