// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.opencl;

import dev.deerpark.base.Precision;
import dev.deerpark.kernel.opencl.device.CompiledKernel;
import dev.deerpark.kernel.opencl.device.Device;
import dev.deerpark.kernel.opencl.device.DeviceArray;
import dev.deerpark.kernel.opencl.device.GroupLimits;
import dev.deerpark.kernel.opencl.device.Queue;
import java.util.List;

/** The compiled arithmetic of scalar filters: see {@code kalman.cl}. For one thread at a time. */
final class FilterProgram implements AutoCloseable {
  private static final int LEAST_ITEMS = 32;

  /** Vectors that a fold takes in shared memory. */
  private static final int VECTORS = 11;

  private final int items;
  private final CompiledKernel fold;
  private final CompiledKernel filter;

  /**
   * @param precision of the walk that leaves the Jacobians
   */
  FilterProgram(Device device, int size, Precision precision, GroupLimits limits) {
    int filled = (size + LEAST_ITEMS - 1) / LEAST_ITEMS * LEAST_ITEMS;
    this.items = Math.min(filled, limits.items());
    List<String> constants =
        List.of(
            "D=" + size,
            "STORED=" + (precision == Precision.FLOAT ? "float" : "double"),
            "ITEMS=" + items,
            "DOUBLE=1",
            "SPILLED=0",
            "PROCESSOR=" + (limits.processor() ? 1 : 0));
    String source = KernelText.source("kalman.cl");
    String options = "-D" + String.join(" -D", constants);
    this.fold = new CompiledKernel(device, source, options, "fold_filters");
    this.filter = new CompiledKernel(device, source, options, "filter");
  }

  /** Whether a group can hold what it shares for states of this size. */
  static boolean fits(int size, GroupLimits limits) {
    return (long) VECTORS * size + 4 <= limits.sharedBytes() / Double.BYTES;
  }

  /**
   * The maps of a block's segments.
   *
   * @param anchors {@code [S][D]}
   * @param images {@code [S][D]}
   * @param jacobians {@code [S][D]}
   * @param kinds {@code [S]}
   * @param lambda {@code [1]}
   */
  record Maps(
      DeviceArray anchors,
      DeviceArray images,
      DeviceArray jacobians,
      DeviceArray kinds,
      DeviceArray lambda) {}

  /**
   * Folds the maps.
   *
   * @param whole {@code [6][D]}, written
   * @param what {@code [3]}, written
   */
  void fold(Queue queue, Maps maps, DeviceArray whole, DeviceArray what, int segments) {
    fold.launch(
        queue,
        1,
        items,
        List.of(maps.anchors, maps.images, maps.jacobians, maps.kinds, maps.lambda, whole, what),
        segments);
  }

  /**
   * Filters along the maps.
   *
   * @param start {@code [2][D]}
   * @param means {@code [S][D]}, written
   * @param exact whether the start is
   * @param known the segment whose predicted start becomes exact, or -1
   */
  void filter(
      Queue queue,
      Maps maps,
      DeviceArray start,
      DeviceArray means,
      int segments,
      boolean exact,
      int known) {
    filter.launch(
        queue,
        1,
        items,
        List.of(start, maps.anchors, maps.images, maps.jacobians, maps.kinds, maps.lambda, means),
        segments,
        exact ? 1 : 0,
        known);
  }

  @Override
  public void close() {
    fold.close();
    filter.close();
  }
}
