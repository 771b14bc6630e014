// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.opencl;

import dev.deerpark.base.OpenResources;
import dev.deerpark.base.Precision;
import dev.deerpark.kernel.JacobianUse;
import dev.deerpark.kernel.opencl.device.Device;
import dev.deerpark.kernel.opencl.device.GroupLimits;
import dev.deerpark.recurrence.JacobianForm;
import java.util.HashMap;
import java.util.Map;

/**
 * The programs of the arithmetic on maps, compiled when they are needed. For one thread at a time.
 */
final class MapPrograms implements AutoCloseable {
  private final Device device;
  private final int size;
  private final Precision precision;
  private final GroupLimits limits;
  private final Map<Key, AffineProgram> affine = new HashMap<>();
  private final Map<Key, FilterProgram> filters = new HashMap<>();
  private final OpenResources programs = new OpenResources();

  /**
   * What a program is compiled for.
   *
   * @param stored what Jacobians are stored in
   * @param shrinks whether they are made smaller
   */
  record Key(JacobianForm form, Precision stored, boolean shrinks) {}

  /**
   * @param precision of the walks
   */
  MapPrograms(Device device, int size, Precision precision, GroupLimits limits) {
    this.device = device;
    this.size = size;
    this.precision = precision;
    this.limits = limits;
  }

  /** For affine maps with the Jacobians of walks. */
  AffineProgram affine(JacobianForm form, JacobianUse use) {
    return affine(new Key(form, precision, use.shrinks()));
  }

  /** For the maps of the way back, with the gains of filters. */
  AffineProgram gains(JacobianForm form) {
    return affine(new Key(form, Precision.DOUBLE, false));
  }

  private AffineProgram affine(Key key) {
    return affine.computeIfAbsent(
        key,
        any -> programs.add(new AffineProgram(device, size, key, limits), AffineProgram::close));
  }

  /** For filters with the Jacobians of walks. */
  FilterProgram filters(JacobianForm form, JacobianUse use) {
    return filters.computeIfAbsent(
        new Key(form, precision, use.shrinks()),
        key -> programs.add(new FilterProgram(device, size, key, limits), FilterProgram::close));
  }

  @Override
  public void close() {
    programs.close();
  }
}
