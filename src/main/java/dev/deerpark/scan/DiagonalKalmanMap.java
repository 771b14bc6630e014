// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.scan;

import com.esotericsoftware.kryo.DefaultSerializer;
import dev.deerpark.base.RecordSerializer;
import dev.deerpark.linear.Dense;
import java.util.Arrays;

/**
 * D scalar Kalman filters side by side: the scan element of damped sweeps with diagonal Jacobians.
 * The same as {@link KalmanMap}, with diagonal {@code A}, {@code C} and {@code Lambda}, which are
 * stored themselves, not as factors.
 *
 * @param transition {@code [D]}: A
 * @param anchor {@code [D]}
 * @param image {@code [D]}
 * @param noise {@code [D]}: C, at least 0
 * @param information {@code [D]}: eta
 * @param precision {@code [D]}: Lambda, at least 0
 */
@DefaultSerializer(RecordSerializer.class)
public record DiagonalKalmanMap(
    double[] transition,
    double[] anchor,
    double[] image,
    double[] noise,
    double[] information,
    double[] precision)
    implements SegmentMap {

  /**
   * One segment.
   *
   * @param jacobian {@code [D]}: A, shared
   * @param anchor {@code [D]}: its start state, shared
   * @param image {@code [D]}: its end, shared
   * @param lambda precision of the observed start, at least 0
   */
  public static DiagonalKalmanMap segment(
      double[] jacobian, double[] anchor, double[] image, double lambda) {
    int size = anchor.length;
    double[] one = new double[size];
    double[] all = new double[size];
    Arrays.fill(one, 1);
    Arrays.fill(all, lambda);
    return new DiagonalKalmanMap(jacobian, anchor, image, one, new double[size], all);
  }

  /** Whether a linear map is diagonal. */
  static boolean canHold(LinearMap map) {
    return !(map instanceof LinearMap.Matrix);
  }

  /** A diagonal map without noise or observations. */
  static DiagonalKalmanMap of(AnchoredMap map) {
    int size = map.anchor().length;
    double[] none = new double[size];
    return new DiagonalKalmanMap(
        diagonal(map.map(), size), map.anchor(), map.image(), none, none, none);
  }

  private static double[] diagonal(LinearMap map, int size) {
    double[] ones = new double[size];
    Arrays.fill(ones, 1);
    return map instanceof LinearMap.Diagonal given ? given.diagonal() : map.apply(ones);
  }

  /** The same filter with full matrices. */
  KalmanMap full() {
    return new KalmanMap(
        new LinearMap.Diagonal(transition).matrix(anchor.length),
        anchor,
        image,
        Uncertainty.roots(noise),
        information,
        Uncertainty.roots(precision));
  }

  @Override
  public Belief observe(Belief before) {
    if (before.isExact()) {
      return before;
    }
    if (!(before.error() instanceof Uncertainty.Variances known)) {
      return full().observe(before);
    }
    double[] mean = before.mean().clone();
    double[] variance = known.variances().clone();
    for (int i = 0; i < mean.length; i++) {
      double shrink = 1 + variance[i] * precision[i];
      double moved = mean[i] - anchor[i] + variance[i] * information[i];
      mean[i] = anchor[i] + moved / shrink;
      variance[i] /= shrink;
    }
    return new Belief(mean, new Uncertainty.Variances(variance));
  }

  @Override
  public Belief push(Belief observed) {
    if (observed.error() instanceof Uncertainty.Factor) {
      return full().push(observed);
    }
    LinearMap.Diagonal map = new LinearMap.Diagonal(transition);
    double[] mean = new AnchoredMap(map, anchor, image).apply(observed.mean());
    double[] variance = noise.clone();
    if (observed.error() instanceof Uncertainty.Variances before) {
      for (int i = 0; i < variance.length; i++) {
        variance[i] += transition[i] * transition[i] * before.variances()[i];
      }
    }
    return new Belief(mean, new Uncertainty.Variances(variance));
  }

  @Override
  public LinearMap gain(Belief observed, Belief pushed) {
    if (observed.isExact()) {
      return new LinearMap.Zero();
    }
    if (observed.error() instanceof Uncertainty.Variances before
        && pushed.error() instanceof Uncertainty.Variances after) {
      double[] gain = transition.clone();
      for (int i = 0; i < gain.length; i++) {
        gain[i] *= before.variances()[i] / after.variances()[i];
      }
      return new LinearMap.Diagonal(gain);
    }
    return full().gain(observed, pushed);
  }

  @Override
  public SegmentMap after(SegmentMap earlier) {
    if (earlier instanceof DiagonalKalmanMap diagonal) {
      return after(diagonal);
    }
    if (earlier instanceof AnchoredMap affine && canHold(affine.map())) {
      return after(of(affine));
    }
    return full().after(KalmanMap.of(earlier));
  }

  DiagonalKalmanMap after(DiagonalKalmanMap earlier) {
    int size = anchor.length;
    double[] a = new double[size];
    double[] correction = new double[size];
    double[] c = new double[size];
    double[] eta = new double[size];
    double[] lambda = new double[size];
    for (int i = 0; i < size; i++) {
      double shrink = 1 + earlier.noise[i] * precision[i];
      double jump = earlier.image[i] - anchor[i];
      a[i] = transition[i] / shrink * earlier.transition[i];
      correction[i] = transition[i] * (jump + earlier.noise[i] * information[i]) / shrink;
      c[i] = transition[i] * transition[i] * (earlier.noise[i] / shrink) + noise[i];
      eta[i] =
          earlier.transition[i] * (information[i] - precision[i] * jump) / shrink
              + earlier.information[i];
      lambda[i] =
          earlier.transition[i] * earlier.transition[i] * (precision[i] / shrink)
              + earlier.precision[i];
    }
    double[] end = AnchoredMap.corrected(image, correction);
    return new DiagonalKalmanMap(a, earlier.anchor, end, c, eta, lambda);
  }

  @Override
  public boolean isFinite() {
    return Dense.isFinite(transition)
        && Dense.isFinite(image)
        && Dense.isFinite(noise)
        && Dense.isFinite(information)
        && Dense.isFinite(precision);
  }

  @Override
  public long bytes() {
    return 48L * anchor.length;
  }
}
