// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.opencl;

import dev.deerpark.base.OpenResources;
import dev.deerpark.kernel.opencl.device.CompiledKernel;
import dev.deerpark.kernel.opencl.device.Device;
import dev.deerpark.kernel.opencl.device.DeviceArray;
import dev.deerpark.kernel.opencl.device.GroupLimits;
import dev.deerpark.kernel.opencl.device.Queue;
import dev.deerpark.recurrence.JacobianForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The compiled arithmetic of filters: see {@code kalman.cl} for scalar ones and {@code
 * kalman_full.cl} for full covariances. For one thread at a time.
 */
final class FilterProgram implements AutoCloseable {
  private static final int LEAST_ITEMS = 32;

  /**
   * Items of full covariances for each number of a state: twice as many as columns are eliminated,
   * so that products of small matrices need one round.
   */
  private static final int FULL_ITEMS = 10;

  /** Vectors and single numbers that a fold takes in shared memory. */
  private static final int VECTORS = 11;

  private static final int SINGLE = 16;

  /** Vectors of a map, and how many maps are fetched at once. */
  private static final long MAP_VECTORS = 3;

  private static final int MOST_AHEAD = 16;

  /** Matrices that full covariances are worked on in, and those that a fold comes to. */
  private static final int MATRICES = 9;

  private static final int FOLDED = 3;

  private final boolean full;
  private final int size;
  private final int items;
  private final boolean shares;
  private final CompiledKernel fold;
  private final CompiledKernel filter;
  private final OpenResources kernels = new OpenResources();

  FilterProgram(Device device, int size, MapPrograms.Key key, GroupLimits limits) {
    this.full = key.form() == JacobianForm.DENSE;
    this.size = size;
    this.items = items(size, full, limits);
    this.shares = shares(size, full, limits);
    String source = source(key);
    String options = options(size, key, limits);
    Function<String, CompiledKernel> compiled =
        name ->
            kernels.add(new CompiledKernel(device, source, options, name), CompiledKernel::close);
    try {
      this.fold = compiled.apply("fold_filters");
      this.filter = compiled.apply("filter");
    } catch (Throwable failure) {
      kernels.closeAfter(failure);
      throw failure;
    }
  }

  /** Its kernels. */
  static String source(MapPrograms.Key key) {
    return KernelText.ofMaps(key.form() == JacobianForm.DENSE ? "kalman_full.cl" : "kalman.cl");
  }

  /** The options that they are compiled by. */
  static String options(int size, MapPrograms.Key key, GroupLimits limits) {
    boolean full = key.form() == JacobianForm.DENSE;
    // PoCL 3.1, with LLVM 15, loses stores where it makes vectors of the items of these long texts
    String slowly = full && limits.processor() ? "-cl-opt-disable " : "";
    return slowly
        + KernelText.options(
            key,
            size,
            items(size, full, limits),
            limits,
            "SHARES=" + (shares(size, full, limits) ? 1 : 0),
            "AHEAD=" + ahead(size, limits));
  }

  /** Segments whose maps a group of scalar filters can hold at once. */
  private static int ahead(int size, GroupLimits limits) {
    long numbers = limits.sharedBytes() / Double.BYTES - SINGLE;
    return (int) Math.max(1, Math.min(MOST_AHEAD, numbers / (MAP_VECTORS * size)));
  }

  private static int items(int size, boolean full, GroupLimits limits) {
    int wanted = full ? FULL_ITEMS * size : size;
    int filled = (wanted + LEAST_ITEMS - 1) / LEAST_ITEMS * LEAST_ITEMS;
    return Math.min(filled, limits.items());
  }

  /** Whether matrices have room in what a group shares. */
  private static boolean shares(int size, boolean full, GroupLimits limits) {
    return fits(size, full ? MATRICES : 0, limits);
  }

  /** Whether a group can hold what it shares for states of this size. */
  static boolean fits(int size, GroupLimits limits) {
    return fits(size, 0, limits);
  }

  private static boolean fits(int size, int matrices, GroupLimits limits) {
    long numbers = (long) matrices * size * size + (long) VECTORS * size + SINGLE;
    return numbers <= limits.sharedBytes() / Double.BYTES;
  }

  /** Numbers of the matrices that a fold or a filter works on in the device's memory, at most. */
  static long roomNumbers(JacobianForm form, int size) {
    return form == JacobianForm.DENSE ? (long) MATRICES * size * size : 0;
  }

  /** Numbers of the matrices that a fold comes to, or a filter works on. */
  int roomNumbers() {
    return full ? (shares ? FOLDED : MATRICES) * size * size : 0;
  }

  /**
   * The maps of a block's segments.
   *
   * @param anchors {@code [S][D]}
   * @param images {@code [S][D]}
   * @param jacobians {@code [S][E]}
   * @param kinds {@code [S]}
   * @param shrinking {@code [2 + S]}, as {@link AffineProgram.Maps} has it
   * @param lambda {@code [1]}
   * @param room has {@link #roomNumbers()}: with full Jacobians a fold leaves its transition and
   *     the transposed factors of its noise and precision there. Empty for diagonals
   */
  record Maps(
      DeviceArray anchors,
      DeviceArray images,
      DeviceArray jacobians,
      DeviceArray kinds,
      DeviceArray shrinking,
      DeviceArray lambda,
      Optional<DeviceArray> room) {}

  /**
   * Folds the maps.
   *
   * @param whole {@code [6][D]}, or {@code [3][D]} with full Jacobians, written
   * @param what {@code [3]}, written
   */
  void fold(Queue queue, Maps maps, DeviceArray whole, DeviceArray what, int segments) {
    List<DeviceArray> arrays = arrays(maps, whole, what);
    fold.launch(queue, 1, items, arrays, segments);
  }

  /**
   * Filters along the maps.
   *
   * @param start {@code [2][D]}, or {@code [1 + D][D]} with full Jacobians
   * @param means {@code [S][D]}, written
   */
  void filter(Queue queue, Maps maps, DeviceArray start, DeviceArray means, int segments) {
    filterBack(queue, maps, start, means, means, means, segments, 0);
  }

  /**
   * The same, and the ingredients of the way back, of the last segment first.
   *
   * @param means {@code [S][D]}, written, the last first too
   * @param predicted {@code [S][D]}, written: the means after each segment
   * @param gains {@code [S][E]}, written: anything where there is none
   */
  void filterBack(
      Queue queue,
      Maps maps,
      DeviceArray start,
      DeviceArray means,
      DeviceArray predicted,
      DeviceArray gains,
      int segments) {
    filterBack(queue, maps, start, means, predicted, gains, segments, 1);
  }

  private void filterBack(
      Queue queue,
      Maps maps,
      DeviceArray start,
      DeviceArray means,
      DeviceArray predicted,
      DeviceArray gains,
      int segments,
      int back) {
    List<DeviceArray> arrays = arrays(maps, start, means, predicted, gains);
    filter.launch(queue, 1, items, arrays, segments, back);
  }

  private static List<DeviceArray> arrays(Maps maps, DeviceArray... more) {
    List<DeviceArray> arrays = new ArrayList<>();
    arrays.addAll(
        List.of(
            maps.anchors, maps.images, maps.jacobians, maps.kinds, maps.shrinking, maps.lambda));
    arrays.addAll(List.of(more));
    maps.room.ifPresent(arrays::add);
    return arrays;
  }

  @Override
  public void close() {
    kernels.close();
  }
}
