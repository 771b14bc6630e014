// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel;

import dev.deerpark.scan.AnchoredMap;
import dev.deerpark.scan.Belief;
import dev.deerpark.scan.MapFold;
import dev.deerpark.sequence.States;

/**
 * The Jacobians of a block's S segments in the memory of a kernel's device, or in a form of its
 * own, as a walk left them, and the arithmetic on them there: only what comes of it leaves the
 * kernel. Everything has the bits of the same arithmetic on the Jacobians themselves.
 *
 * <p>A segment's map is {@code z -> image + J (z - anchor)}, or sends everything to its image where
 * it is constant; a correction {@code J (z - anchor)} that is not finite is dropped.
 *
 * <p>Whoever got them ends with {@link #keep} or {@link #close}, before the kernel is used for
 * another block. What is forgotten is freed with the kernel.
 */
public interface HeldJacobians extends AutoCloseable {

  /** How many Jacobians of the last walk were not finite, and were replaced. */
  int replaced();

  /**
   * Folds the segments' maps, as {@link MapFold} does.
   *
   * @param anchors {@code [S][D]}
   * @param images {@code [S][D]}
   * @param constant {@code [S]}
   */
  MapFold fold(States anchors, States images, boolean[] constant);

  /**
   * Takes a state through the segments' maps.
   *
   * @param start {@code [D]}: the state before the first segment
   * @return {@code [S][D]}: the states before each segment
   */
  States along(States anchors, States images, boolean[] constant, double[] start);

  /** Folds the segments' maps where some are filters, as {@link MapFold} does. */
  MapFold fold(FilteredMaps maps);

  /**
   * Takes a belief through the segments' maps, conditioned on what they observe.
   *
   * @param start the belief before the first segment: exact, or with independent errors where the
   *     Jacobians are diagonal
   * @param known the segment whose predicted mean is taken as exact; -1 for none
   * @return {@code [S][D]}: the means before each segment
   */
  States filtered(FilteredMaps maps, Belief start, int known);

  /**
   * Folds the way back through the segments' maps (Rauch, Tung and Striebel), where a filter damps
   * them.
   *
   * @param start the belief before the first segment, as in {@link #filtered}
   * @param known the segment whose predicted mean is taken as exact; -1 for none
   * @return from the state after the last segment to the one before the first
   */
  AnchoredMap backward(FilteredMaps maps, Belief start, int known);

  /**
   * Goes that way back.
   *
   * @param later {@code [D]}: the smoothed state after the last segment
   * @return {@code [S][D]}: the smoothed states before each segment
   */
  States smoothed(FilteredMaps maps, Belief start, int known, double[] later);

  /** {@code [S][D]}: each segment's Jacobian times its vector of {@code [S][D]}. */
  States times(States vectors);

  /**
   * Multiplies the vector of norm 1 with equal numbers by one full Jacobian after the other, as
   * they were before any were made smaller, and divides the product by its norm each time.
   *
   * @return {@code [S][2]}: the largest absolute number of each product, and the product's norm
   *     over that; NaN where the largest is not above 0 and finite, after which the vector is the
   *     first one again
   */
  double[] growth();

  /**
   * Leaves them to the device until {@link Kernel#held} asks for them, or until the device needs
   * the room or the start states are garbage.
   *
   * @param starts where the segments start
   * @return numbers from which {@link Kernel#held} makes them again, to be kept on the heap: fewer
   *     than the Jacobians have, and shared. Empty where the device keeps them
   */
  double[] keep(States starts);

  /** Frees them. */
  @Override
  void close();
}
