// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.opencl;

import dev.deerpark.kernel.FilteredMaps;
import dev.deerpark.kernel.opencl.Workspace.Role;
import dev.deerpark.kernel.opencl.device.DeviceArray;
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

  private final Workspace workspace;
  private final FilterProgram program;
  private final FilterProgram.Maps maps;
  private final JacobianForm form;
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
      Workspace workspace,
      FilterProgram program,
      AffineProgram.Maps maps,
      double lambda,
      JacobianForm form,
      int size,
      int segments) {
    this.workspace = workspace;
    this.program = program;
    this.form = form;
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
            maps.shrinking(),
            workspace.write(Role.STATE, new double[] {lambda}),
            room == 0 ? Optional.empty() : Optional.of(workspace.doubles(Role.MATRICES, room)));
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
   * Whether the smoothed state before such a segment is the filtered one.
   *
   * @throws IllegalStateException for an uncertain state before a segment without noise
   */
  private static boolean isCertain(int traits) {
    boolean isCertain = (traits & IS_EXACT) != 0 || (traits & MOVES) == 0;
    if (!isCertain && (traits & SPREADS) == 0) {
      throw new IllegalStateException("an uncertain state before a segment without noise");
    }
    return isCertain;
  }

  /**
   * Folds the maps.
   *
   * @param anchor of the first, shared
   */
  MapFold fold(double[] anchor) {
    int vectors = full ? FULL_VECTORS : DIAGONAL_VECTORS;
    DeviceArray folded = workspace.doubles(Role.PRODUCTS, (long) vectors * size);
    int[] said = new int[SAID];
    DeviceArray what = workspace.write(Role.REPLACED, said);
    program.fold(workspace.queue(), maps, folded, what, segments);
    double[][] parts = parts(workspace.read(folded, vectors * size), vectors, size);
    workspace.queue().read(what, said, SAID);
    boolean isFilter = said[0] == 1;
    boolean isZero = said[1] == 1;
    SegmentMap whole =
        full ? full(anchor, parts, isFilter, isZero) : diagonal(anchor, parts, isFilter, isZero);
    return new MapFold(whole, DeviceMaps.largest(parts[vectors - 1]), said[2]);
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
    double[][] matrices =
        parts(workspace.read(maps.room().orElseThrow(), numbers), FULL_MATRICES, entries);
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
    DeviceArray means = workspace.doubles(Role.STATES, (long) segments * size);
    program.filter(workspace.queue(), maps, beginning(start), means, segments);
    return new States(workspace.read(means, segments * size), size);
  }

  /**
   * The way back: maps from the state after a segment to the one before it, the last segment first.
   *
   * @param start the belief before the first
   * @param traits {@code [S]}, as the maps have them
   * @param gains program for maps with the gains of filters
   */
  DeviceMaps backward(Belief start, int[] traits, AffineProgram gains) {
    boolean[] withoutGain = new boolean[segments];
    int[] flags = new int[segments];
    for (int segment = 0; segment < segments; segment++) {
      int backwards = segments - 1 - segment;
      // a known state learns nothing from what follows
      withoutGain[backwards] = isCertain(traits[segment]);
      flags[backwards] = withoutGain[backwards] ? 1 : 0;
    }
    long numbers = (long) segments * size;
    DeviceArray observed = workspace.doubles(Role.STATES, numbers);
    DeviceArray predicted = workspace.doubles(Role.PREDICTED, numbers);
    DeviceArray factors = workspace.doubles(Role.GAINS, (long) segments * entries);
    program.filterBack(
        workspace.queue(), maps, beginning(start), observed, predicted, factors, segments);
    DeviceArray constant = workspace.write(Role.REPLACED, flags);
    AffineProgram.Maps back =
        new AffineProgram.Maps(predicted, observed, factors, constant, maps.shrinking());
    return new DeviceMaps(workspace, gains, back, form, size, withoutGain);
  }

  /** A belief's mean, and the variances or the transposed factor of its error. */
  private DeviceArray beginning(Belief start) {
    double[] begin = Arrays.copyOf(start.mean(), size + entries);
    if (!start.isExact()) {
      System.arraycopy(error(start), 0, begin, size, entries);
    }
    return workspace.write(Role.LAST, begin);
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
}
