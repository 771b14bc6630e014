// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.opencl;

import dev.deerpark.base.OpenResources;
import dev.deerpark.base.Precision;
import dev.deerpark.kernel.opencl.device.CompiledKernel;
import dev.deerpark.kernel.opencl.device.Device;
import dev.deerpark.kernel.opencl.device.DeviceArray;
import dev.deerpark.kernel.opencl.device.GroupLimits;
import dev.deerpark.kernel.opencl.device.Queue;
import dev.deerpark.recurrence.JacobianForm;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The compiled arithmetic on the maps of segments: see {@code affine.cl}. For one thread at a time.
 */
final class AffineProgram implements AutoCloseable {
  private static final int COLUMNS = 4;
  private static final int LEAST_ITEMS = 32;
  private static final int MOST_AHEAD = 16;
  private static final int LEAST_AHEAD = 2;

  /** Vectors that the state on its way takes in shared memory, beside those fetched ahead. */
  private static final int VECTORS = 4;

  private final int size;
  private final boolean dense;
  private final int items;
  private final CompiledKernel collect;
  private final CompiledKernel along;
  private final CompiledKernel product;
  private final Optional<CompiledKernel> growth;
  private final Optional<CompiledKernel> limit;
  private final CompiledKernel times;
  private final OpenResources kernels = new OpenResources();

  AffineProgram(Device device, int size, MapPrograms.Key key, GroupLimits limits) {
    this.size = size;
    this.dense = key.form() == JacobianForm.DENSE;
    this.items = items(size, dense, limits);
    String source = source();
    String options = options(size, key, limits);
    Function<String, CompiledKernel> compiled =
        name ->
            kernels.add(new CompiledKernel(device, source, options, name), CompiledKernel::close);
    try {
      this.collect = compiled.apply("collect");
      this.along = compiled.apply("along");
      this.product = compiled.apply("product");
      this.growth = dense ? Optional.of(compiled.apply("growth")) : Optional.empty();
      this.limit =
          dense && key.shrinks() ? Optional.of(compiled.apply("limit_norms")) : Optional.empty();
      this.times = compiled.apply("times");
    } catch (Throwable failure) {
      kernels.closeAfter(failure);
      throw failure;
    }
  }

  /** Its kernels. */
  static String source() {
    return KernelText.ofMaps("affine.cl");
  }

  /** The options that they are compiled by. */
  static String options(int size, MapPrograms.Key key, GroupLimits limits) {
    boolean dense = key.form() == JacobianForm.DENSE;
    long staged = dense ? staged(size, key.stored(), limits) : 0;
    return KernelText.options(
        key,
        size,
        items(size, dense, limits),
        limits,
        "FORM=" + (dense ? 2 : 1),
        "COLUMNS=" + COLUMNS,
        "AHEAD=" + ahead(size, limits, staged),
        "STAGED=" + (staged > 0 ? 1 : 0));
  }

  private static int items(int size, boolean dense, GroupLimits limits) {
    int wanted = dense ? size * COLUMNS : size;
    int filled = (wanted + LEAST_ITEMS - 1) / LEAST_ITEMS * LEAST_ITEMS;
    return Math.min(filled, limits.items());
  }

  /** Whether a group can hold what it shares for states of this size. */
  static boolean fits(int size, GroupLimits limits) {
    return ahead(size, limits, 0) > 0 && 2L * COLUMNS * size <= limits.sharedBytes() / Double.BYTES;
  }

  /** Segments whose anchors and images a group can hold at once beside so many bytes. */
  private static int ahead(int size, GroupLimits limits, long staged) {
    long vectors = ((limits.sharedBytes() - staged) / Double.BYTES - 2) / size;
    return (int) Math.min(MOST_AHEAD, (vectors - VECTORS) / 2);
  }

  /** Bytes of two full Jacobians, where a group can hold them beside a few vectors; else 0. */
  private static long staged(int size, Precision precision, GroupLimits limits) {
    long bytes = 2L * size * (size | 1) * precision.bytes();
    boolean fits =
        bytes + 2L * COLUMNS * size * Double.BYTES <= limits.sharedBytes()
            && ahead(size, limits, bytes) >= LEAST_AHEAD;
    return fits ? bytes : 0;
  }

  /**
   * Copies the products of the first lanes to their segments, finite.
   *
   * @param largest {@code [1]}: what replaces infinities; 0 where not finite products become zeros
   */
  void collect(
      Queue queue,
      DeviceArray products,
      DeviceArray segments,
      DeviceArray jacobians,
      DeviceArray replaced,
      DeviceArray largest,
      int lanes) {
    collect.launch(queue, lanes, items, List.of(products, segments, jacobians, replaced, largest));
  }

  /**
   * Makes the factors of full Jacobians so small that the bounds of their norms keep to their
   * limit.
   *
   * @param shrinking {@code [2 + S]}, its factors written
   */
  void limit(Queue queue, DeviceArray jacobians, DeviceArray shrinking, int segments) {
    limit.orElseThrow().launch(queue, segments, items, List.of(jacobians, shrinking));
  }

  /**
   * The maps of a block's segments.
   *
   * @param anchors {@code [S][D]}
   * @param images {@code [S][D]}
   * @param jacobians {@code [S][E]}
   * @param constant {@code [S]}
   * @param shrinking {@code [2 + S]}: a limit of entries, one of norms, and a factor for each
   *     segment; or anything where the program does not shrink
   */
  record Maps(
      DeviceArray anchors,
      DeviceArray images,
      DeviceArray jacobians,
      DeviceArray constant,
      DeviceArray shrinking) {}

  /**
   * Takes a state through the maps from {@code first} on to {@code last}.
   *
   * @param start {@code [D]}
   * @param end {@code [D]}, written
   * @param before {@code [S][D]}, written where it is wanted
   * @param moves {@code [D]}, written
   */
  void along(
      Queue queue,
      Maps maps,
      DeviceArray start,
      DeviceArray end,
      DeviceArray before,
      DeviceArray moves,
      int first,
      int last,
      boolean wanted) {
    along.launch(
        queue,
        1,
        items,
        List.of(
            start,
            maps.anchors,
            maps.images,
            maps.jacobians,
            maps.constant,
            maps.shrinking,
            end,
            before,
            moves),
        first,
        last,
        wanted ? 1 : 0);
  }

  /** Multiplies the first {@code count} Jacobians. */
  void product(Queue queue, Maps maps, DeviceArray whole, int count) {
    int part = dense ? COLUMNS : items;
    List<DeviceArray> arrays = List.of(maps.jacobians, maps.shrinking, whole);
    product.launch(queue, (size + part - 1) / part, items, arrays, count);
  }

  /** Multiplies a vector by the first {@code count} Jacobians. */
  void growth(Queue queue, DeviceArray jacobians, DeviceArray grown, int count) {
    growth.orElseThrow().launch(queue, 1, items, List.of(jacobians, grown), count);
  }

  /** Multiplies each of the first {@code count} Jacobians by a vector. */
  void times(
      Queue queue,
      DeviceArray jacobians,
      DeviceArray shrinking,
      DeviceArray vectors,
      DeviceArray products,
      int count) {
    times.launch(queue, count, items, List.of(jacobians, shrinking, vectors, products));
  }

  @Override
  public void close() {
    kernels.close();
  }
}
