// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.opencl;

import dev.deerpark.kernel.opencl.Workspace.Role;
import dev.deerpark.kernel.opencl.device.DeviceArray;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.scan.AnchoredMap;
import dev.deerpark.scan.LinearMap;
import dev.deerpark.scan.MapFold;
import dev.deerpark.sequence.States;

/**
 * S affine maps on a device.
 *
 * @param workspace of the maps
 * @param maps in the device's memory
 * @param form of their Jacobians, diagonal or full
 * @param size D
 * @param constant {@code [S]}: which maps send everything to their image
 */
record DeviceMaps(
    Workspace workspace,
    AffineProgram program,
    AffineProgram.Maps maps,
    JacobianForm form,
    int size,
    boolean[] constant) {

  /**
   * Folds the maps.
   *
   * @param anchor {@code [D]} of the first
   * @param image {@code [D]} of the first
   */
  MapFold fold(double[] anchor, double[] image) {
    DeviceArray start = workspace.write(Role.STATE, image);
    DeviceArray end = workspace.doubles(Role.LAST, size);
    DeviceArray moves = workspace.doubles(Role.MOVES, size);
    int factors = 0;
    while (factors < constant.length && !constant[factors]) {
      factors++;
    }
    program.along(workspace.queue(), maps, start, end, end, moves, 1, constant.length, false);
    LinearMap map = factors > 0 ? product(factors) : new LinearMap.Zero();
    boolean overflowed = !map.isFinite();
    boolean isZero = overflowed || factors < constant.length;
    return new MapFold(
        new AnchoredMap(isZero ? new LinearMap.Zero() : map, anchor, workspace.read(end, size)),
        largest(workspace.read(moves, size)),
        overflowed ? 1 : 0);
  }

  private LinearMap product(int factors) {
    int entries = form.entries(size);
    DeviceArray whole = workspace.doubles(Role.PRODUCTS, entries);
    program.product(workspace.queue(), maps, whole, factors);
    double[] product = workspace.read(whole, entries);
    return form == JacobianForm.DENSE
        ? new LinearMap.Matrix(size, product)
        : new LinearMap.Diagonal(product);
  }

  /** The largest of some distances, or NaN. */
  static double largest(double[] distances) {
    double largest = 0;
    for (double distance : distances) {
      // Math.max keeps NaN
      largest = Math.max(largest, distance);
    }
    return largest;
  }

  /** {@code [S][D]}: the states before each map, for the one before the first, {@code [D]}. */
  States before(double[] start) {
    return new States(along(start, constant.length - 1), size);
  }

  /** {@code [S + 1][D]}: those and the state after the last. */
  States beforeAndAfter(double[] start) {
    return new States(along(start, constant.length), size);
  }

  private double[] along(double[] start, int last) {
    int numbers = (last + 1) * size;
    DeviceArray first = workspace.write(Role.STATE, start);
    DeviceArray end = workspace.doubles(Role.LAST, size);
    DeviceArray moves = workspace.doubles(Role.MOVES, size);
    DeviceArray before = workspace.doubles(Role.PRODUCTS, numbers);
    program.along(workspace.queue(), maps, first, end, before, moves, 0, last, true);
    return workspace.read(before, numbers);
  }
}
