// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.scan;

import dev.deerpark.linear.Dense;
import dev.deerpark.sequence.States;
import java.util.Arrays;

/**
 * The fold of a block's segments, some of which are filters with diagonal Jacobians, in arrays that
 * every segment uses again. It has the bits of {@link MapFold} over {@link
 * DiagonalKalmanMap#segment} and {@link AnchoredMap}.
 */
public final class DiagonalKalmanFold implements FilterFold {
  private final int size;
  private final double lambda;
  private double[] anchor = {};
  private boolean isZero;
  private boolean filters;
  private final double[] transition;
  private double[] image;
  private final double[] noise;
  private final double[] information;
  private final double[] precision;
  private final double[] correction;
  private double pendingMove;
  private int dropped;

  /**
   * @param size D
   * @param lambda precision of the observed starts
   */
  public DiagonalKalmanFold(int size, double lambda) {
    this.size = size;
    this.lambda = lambda;
    this.transition = new double[size];
    this.image = new double[size];
    this.noise = new double[size];
    this.information = new double[size];
    this.precision = new double[size];
    this.correction = new double[size];
  }

  @Override
  public void then(Kind kind, double[] jacobians, int from, States anchors, States images, int at) {
    if (anchor.length == 0) {
      begin(kind, jacobians, from, anchors, images, at);
      return;
    }
    int start = anchors.offset(at);
    pendingMove =
        Math.max(pendingMove, States.scaledDistance(anchors.array(), start, image, 0, size));
    boolean filtering = filters || kind == Kind.FILTER;
    if (filtering) {
      filter(kind, jacobians, from, anchors.array(), start);
    } else {
      move(kind, jacobians, from, anchors.array(), start);
    }
    boolean corrects = kind != Kind.CONSTANT && Dense.isFinite(correction);
    images.copy(at, image);
    for (int i = 0; corrects && i < size; i++) {
      // the sum, where -0 + 0 stays -0
      image[i] -= 0 - correction[i];
    }
    if (!isFinite()) {
      drop();
    }
  }

  private void begin(
      Kind kind, double[] jacobians, int from, States anchors, States images, int at) {
    anchor = anchors.get(at);
    images.copy(at, image);
    isZero = kind == Kind.CONSTANT;
    filters = kind == Kind.FILTER;
    if (!isZero) {
      System.arraycopy(jacobians, from, transition, 0, size);
    }
    if (filters) {
      Arrays.fill(noise, 1);
      Arrays.fill(precision, lambda);
    }
  }

  /** An affine map after affine maps. */
  private void move(Kind kind, double[] jacobians, int from, double[] anchors, int start) {
    isZero |= kind == Kind.CONSTANT;
    for (int i = 0; kind != Kind.CONSTANT && i < size; i++) {
      correction[i] = (image[i] - anchors[start + i]) * jacobians[from + i];
      transition[i] = isZero ? 0 : transition[i] * jacobians[from + i];
    }
  }

  /** Any map, where it or those before it filter. */
  private void filter(Kind kind, double[] jacobians, int from, double[] anchors, int start) {
    double added = kind == Kind.FILTER ? 1 : 0;
    double seen = kind == Kind.FILTER ? lambda : 0;
    for (int i = 0; i < size; i++) {
      double factor = kind == Kind.CONSTANT ? 0 : jacobians[from + i];
      double before = isZero ? 0 : transition[i];
      double shrink = 1 + noise[i] * seen;
      double jump = image[i] - anchors[start + i];
      correction[i] = factor * (jump + noise[i] * 0) / shrink;
      information[i] = before * (0 - seen * jump) / shrink + information[i];
      precision[i] = before * before * (seen / shrink) + precision[i];
      transition[i] = factor / shrink * before;
      noise[i] = factor * factor * (noise[i] / shrink) + added;
    }
    isZero = false;
    filters = true;
  }

  private boolean isFinite() {
    if (!filters) {
      return isZero || Dense.isFinite(transition);
    }
    return Dense.isFinite(transition)
        && Dense.isFinite(image)
        && Dense.isFinite(noise)
        && Dense.isFinite(information)
        && Dense.isFinite(precision);
  }

  /** Replaces the maps so far, which overflowed. */
  private void drop() {
    isZero = true;
    filters = false;
    dropped++;
    // affine maps have neither
    Arrays.fill(noise, 0);
    Arrays.fill(information, 0);
    Arrays.fill(precision, 0);
  }

  @Override
  public MapFold fold() {
    SegmentMap whole;
    if (filters) {
      whole = new DiagonalKalmanMap(transition, anchor, image, noise, information, precision);
    } else {
      LinearMap linear = isZero ? new LinearMap.Zero() : new LinearMap.Diagonal(transition);
      whole = new AnchoredMap(linear, anchor, image);
    }
    return new MapFold(whole, pendingMove, dropped);
  }
}
