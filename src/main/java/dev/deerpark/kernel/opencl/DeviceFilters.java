// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.opencl;

import dev.deerpark.kernel.FilteredMaps;
import dev.deerpark.kernel.opencl.Workspace.Role;
import dev.deerpark.kernel.opencl.device.DeviceArray;
import dev.deerpark.kernel.opencl.device.Queue;
import dev.deerpark.linear.Dense;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.scan.AnchoredMap;
import dev.deerpark.scan.Belief;
import dev.deerpark.scan.DiagonalKalmanMap;
import dev.deerpark.scan.KalmanMap;
import dev.deerpark.scan.LinearMap;
import dev.deerpark.scan.MapFold;
import dev.deerpark.scan.SegmentMap;
import dev.deerpark.scan.Uncertainty;
import dev.deerpark.sequence.States;
import java.util.Arrays;
import java.util.Optional;

/** The maps of a block's segments on a device in a sweep that a filter damps. */
final class DeviceFilters {
  /** What a map is, as {@code kalman.cl} and {@code kalman_full.cl} have it. */
  private static final int CONSTANT = 0;

  private static final int AFFINE = 1;
  private static final int DAMPED = 2;

  /** What becomes of a segment on the way of a belief. */
  private static final int MOVES = 1;

  private static final int OBSERVES = 2;
  private static final int IS_EXACT = 4;
  private static final int SPREADS = 8;

  /** Vectors that a fold of scalar filters comes to, and one of filters with full covariances. */
  private static final int DIAGONAL_VECTORS = 6;

  private static final int FULL_VECTORS = 3;
  private static final int FULL_MATRICES = 3;

  /** Whole numbers that it comes to. */
  private static final int SAID = 3;

  private final Queue queue;
  private final Workspace workspace;
  private final FilterProgram program;
  private final FilterProgram.Maps maps;
  private final boolean full;
  private final int size;
  private final int segments;
  private final int entries;

  /**
   * @param maps in arrays of the workspace, with {@link #kinds} or {@link #traits} in place of
   *     whether they are constant
   * @param form diagonal or full
   * @param size D
   * @param segments S
   */
  DeviceFilters(
      Queue queue,
      Workspace workspace,
      FilterProgram program,
      AffineProgram.Maps maps,
      double lambda,
      JacobianForm form,
      int size,
      int segments) {
    this.queue = queue;
    this.workspace = workspace;
    this.program = program;
    this.full = form == JacobianForm.DENSE;
    this.size = size;
    this.segments = segments;
    this.entries = form.entries(size);
    int room = program.roomNumbers();
    this.maps =
        new FilterProgram.Maps(
            maps.anchors(),
            maps.images(),
            maps.jacobians(),
            maps.constant(),
            vector(Role.STATE, new double[] {lambda}),
            room == 0 ? Optional.empty() : Optional.of(doubles(Role.MATRICES, room)));
  }

  /** {@code [S]}: what the maps are, to fold them. */
  static int[] kinds(FilteredMaps maps) {
    int[] kinds = new int[maps.constant().length];
    Arrays.setAll(kinds, i -> maps.constant()[i] ? CONSTANT : maps.damped()[i] ? DAMPED : AFFINE);
    return kinds;
  }

  /**
   * {@code [S]}: what becomes of the segments on the way of a belief.
   *
   * @param start the belief before the first
   * @param known the segment whose predicted mean is taken as exact; -1 for none
   */
  static int[] traits(FilteredMaps maps, Belief start, int known) {
    int[] traits = new int[maps.constant().length];
    boolean isExact = start.isExact();
    for (int segment = 0; segment < traits.length; segment++) {
      isExact |= segment == known;
      boolean moves = !maps.constant()[segment];
      boolean damped = moves && maps.damped()[segment];
      traits[segment] =
          (moves ? MOVES : 0)
              | (damped && !isExact ? OBSERVES : 0)
              | (isExact ? IS_EXACT : 0)
              | (damped ? SPREADS : 0);
      isExact = !moves || isExact && !damped;
    }
    return traits;
  }

  /**
   * Folds the maps.
   *
   * @param anchor of the first, shared
   */
  MapFold fold(double[] anchor) {
    int vectors = full ? FULL_VECTORS : DIAGONAL_VECTORS;
    DeviceArray folded = doubles(Role.PRODUCTS, vectors * size);
    DeviceArray what = workspace.array(Role.REPLACED, (long) SAID * Integer.BYTES);
    program.fold(queue, maps, folded, what, segments);
    double[][] parts = parts(read(folded, vectors * size), vectors, size);
    int[] said = new int[SAID];
    queue.read(what, said, SAID);
    boolean isFilter = said[0] == 1;
    boolean isZero = said[1] == 1;
    SegmentMap whole =
        full ? full(anchor, parts, isFilter, isZero) : diagonal(anchor, parts, isFilter, isZero);
    return new MapFold(whole, DeviceJacobians.largest(parts[vectors - 1]), said[2]);
  }

  private static double[][] parts(double[] numbers, int count, int length) {
    double[][] parts = new double[count][];
    Arrays.setAll(parts, i -> Arrays.copyOfRange(numbers, i * length, (i + 1) * length));
    return parts;
  }

  private static SegmentMap diagonal(
      double[] anchor, double[][] parts, boolean isFilter, boolean isZero) {
    if (isFilter) {
      return new DiagonalKalmanMap(parts[0], anchor, parts[1], parts[2], parts[3], parts[4]);
    }
    LinearMap linear = isZero ? new LinearMap.Zero() : new LinearMap.Diagonal(parts[0]);
    return new AnchoredMap(linear, anchor, parts[1]);
  }

  private SegmentMap full(double[] anchor, double[][] parts, boolean isFilter, boolean isZero) {
    if (isZero) {
      return new AnchoredMap(new LinearMap.Zero(), anchor, parts[0]);
    }
    int numbers = FULL_MATRICES * entries;
    double[][] matrices = parts(read(maps.room().orElseThrow(), numbers), FULL_MATRICES, entries);
    if (!isFilter) {
      return new AnchoredMap(new LinearMap.Matrix(size, matrices[0]), anchor, parts[0]);
    }
    double[] noise = Dense.transposed(size, matrices[1]);
    double[] precision = Dense.transposed(size, matrices[2]);
    return new KalmanMap(matrices[0], anchor, parts[0], noise, parts[1], precision);
  }

  /**
   * The filtered means before each segment.
   *
   * @param start the belief before the first
   */
  States means(Belief start) {
    DeviceArray first = vector(Role.LAST, beginning(start));
    DeviceArray means = doubles(Role.STATES, segments * size);
    program.filter(queue, maps, first, means, segments);
    return new States(read(means, segments * size), size);
  }

  /** A belief's mean, and the variances or the transposed factor of its error. */
  private double[] beginning(Belief start) {
    double[] begin = Arrays.copyOf(start.mean(), size + entries);
    if (!start.isExact()) {
      System.arraycopy(error(start), 0, begin, size, entries);
    }
    return begin;
  }

  private double[] error(Belief start) {
    if (full) {
      return Dense.transposed(size, start.error().factor(size));
    }
    if (start.error() instanceof Uncertainty.Variances error) {
      return error.variances();
    }
    throw new IllegalArgumentException("a belief whose errors depend on each other");
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
}
