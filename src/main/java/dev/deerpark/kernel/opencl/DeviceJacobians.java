// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.opencl;

import dev.deerpark.kernel.FilteredMaps;
import dev.deerpark.kernel.HeldJacobians;
import dev.deerpark.kernel.WalkRequest;
import dev.deerpark.kernel.opencl.AffineProgram.Maps;
import dev.deerpark.kernel.opencl.Workspace.Role;
import dev.deerpark.kernel.opencl.device.DeviceArray;
import dev.deerpark.kernel.opencl.device.Queue;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.scan.AnchoredMap;
import dev.deerpark.scan.Belief;
import dev.deerpark.scan.LinearMap;
import dev.deerpark.scan.MapFold;
import dev.deerpark.sequence.States;
import java.util.Arrays;
import java.util.function.Supplier;

/** Jacobians in an array of a device. */
final class DeviceJacobians implements HeldJacobians {
  /** Vectors that the arithmetic on maps takes, at most. */
  private static final int VECTORS = 10;

  private final Queue queue;
  private final Workspace workspace;
  private final AffineProgram program;
  private final Supplier<FilterProgram> filters;
  private final JacobianForm form;
  private final int size;
  private final int segments;
  private final DeviceArray jacobians;
  private final int replaced;

  /**
   * @param workspace that holds the array
   * @param filters compiled when it is needed
   * @param form diagonal or full
   * @param size D
   * @param segments S
   * @param jacobians {@code [S][E]}, finite
   * @param replaced how many of them were not finite
   */
  DeviceJacobians(
      Queue queue,
      Workspace workspace,
      AffineProgram program,
      Supplier<FilterProgram> filters,
      JacobianForm form,
      int size,
      int segments,
      DeviceArray jacobians,
      int replaced) {
    this.queue = queue;
    this.workspace = workspace;
    this.program = program;
    this.filters = filters;
    this.form = form;
    this.size = size;
    this.segments = segments;
    this.jacobians = jacobians;
    this.replaced = replaced;
  }

  /** Bytes that the arithmetic on a block's maps takes beside their Jacobians, at most. */
  static long workBytes(WalkRequest request) {
    long states = (long) request.segments() * request.stateSize();
    int size = request.stateSize();
    JacobianForm form = request.form();
    long matrices = 2L * form.entries(size) + FilterProgram.roomNumbers(form, size);
    long whole = matrices + (long) VECTORS * size;
    return Double.BYTES * (3 * states + 3L * request.segments() + whole);
  }

  DeviceArray array() {
    return jacobians;
  }

  @Override
  public int replaced() {
    return replaced;
  }

  @Override
  public MapFold fold(States anchors, States images, boolean[] constant) {
    Maps maps = write(anchors, images, constant);
    DeviceArray start = vector(Role.STATE, images.get(0));
    DeviceArray end = doubles(Role.LAST, size);
    DeviceArray moves = doubles(Role.MOVES, size);
    DeviceArray whole = doubles(Role.PRODUCTS, form.entries(size));
    int factors = 0;
    while (factors < constant.length && !constant[factors]) {
      factors++;
    }
    program.along(queue, maps, start, end, end, moves, 1, constant.length, false);
    if (factors > 0) {
      program.product(queue, jacobians, whole, factors);
    }
    LinearMap map = factors > 0 ? linear(read(whole, form.entries(size))) : new LinearMap.Zero();
    boolean overflowed = !map.isFinite();
    boolean isZero = overflowed || factors < constant.length;
    return new MapFold(
        new AnchoredMap(isZero ? new LinearMap.Zero() : map, anchors.get(0), read(end, size)),
        largest(read(moves, size)),
        overflowed ? 1 : 0);
  }

  static double largest(double[] distances) {
    double largest = 0;
    for (double distance : distances) {
      // Math.max keeps NaN
      largest = Math.max(largest, distance);
    }
    return largest;
  }

  private LinearMap linear(double[] product) {
    return form == JacobianForm.DENSE
        ? new LinearMap.Matrix(size, product)
        : new LinearMap.Diagonal(product);
  }

  @Override
  public States along(States anchors, States images, boolean[] constant, double[] start) {
    int numbers = anchors.array().length;
    Maps maps = write(anchors, images, constant);
    DeviceArray first = vector(Role.STATE, start);
    DeviceArray end = doubles(Role.LAST, start.length);
    DeviceArray moves = doubles(Role.MOVES, start.length);
    DeviceArray before = doubles(Role.STATES, numbers);
    program.along(queue, maps, first, end, before, moves, 0, constant.length - 1, true);
    return new States(read(before, numbers), start.length);
  }

  @Override
  public MapFold fold(FilteredMaps given) {
    return filtering(given, DeviceFilters.kinds(given)).fold(given.anchors().get(0));
  }

  @Override
  public States filtered(FilteredMaps given, Belief start, int known) {
    return filtering(given, DeviceFilters.traits(given, start, known)).means(start);
  }

  private DeviceFilters filtering(FilteredMaps given, int[] what) {
    Maps maps = write(given.anchors(), given.images(), what);
    return new DeviceFilters(
        queue, workspace, filters.get(), maps, given.lambda(), form, size, segments);
  }

  @Override
  public States times(States vectors) {
    int numbers = vectors.array().length;
    workspace.begin();
    DeviceArray given = doubles(Role.STARTS, numbers);
    DeviceArray products = doubles(Role.ENDS, numbers);
    queue.writeDoubles(given, vectors.array(), numbers);
    program.times(queue, jacobians, given, products, vectors.count());
    return new States(read(products, numbers), vectors.size());
  }

  @Override
  public double[] growth() {
    workspace.begin();
    DeviceArray grown = doubles(Role.STATES, 2 * segments);
    program.growth(queue, jacobians, grown, segments);
    return read(grown, 2 * segments);
  }

  private Maps write(States anchors, States images, boolean[] constant) {
    int[] flags = new int[constant.length];
    Arrays.setAll(flags, segment -> constant[segment] ? 1 : 0);
    return write(anchors, images, flags);
  }

  private Maps write(States anchors, States images, int[] flags) {
    int numbers = anchors.array().length;
    workspace.begin();
    DeviceArray from = doubles(Role.STARTS, numbers);
    DeviceArray to = doubles(Role.ENDS, numbers);
    DeviceArray which = workspace.array(Role.SEGMENTS, (long) flags.length * Integer.BYTES);
    queue.writeDoubles(from, anchors.array(), numbers);
    queue.writeDoubles(to, images.array(), numbers);
    queue.write(which, flags, flags.length);
    return new Maps(from, to, jacobians, which);
  }

  private DeviceArray vector(Role role, double[] numbers) {
    DeviceArray array = doubles(role, numbers.length);
    queue.writeDoubles(array, numbers, numbers.length);
    return array;
  }

  private DeviceArray doubles(Role role, int count) {
    return workspace.array(role, (long) count * Double.BYTES);
  }

  private double[] read(DeviceArray array, int count) {
    double[] numbers = new double[count];
    queue.readDoubles(array, numbers, count);
    return numbers;
  }

  @Override
  public void keep(States starts) {
    // other kernels' queues may be the next to read them
    queue.finish();
    workspace.keep(jacobians, starts.array());
  }

  @Override
  public void close() {
    workspace.free(jacobians);
  }
}
