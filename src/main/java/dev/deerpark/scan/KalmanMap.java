// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.scan;

import com.esotericsoftware.kryo.DefaultSerializer;
import dev.deerpark.base.RecordSerializer;
import dev.deerpark.linear.Dense;
import dev.deerpark.linear.Triangular;

/**
 * The element of the Kalman filter, in square-root form: the scan element of damped sweeps with
 * full Jacobians. For one segment with start u, end F(u) and Jacobian A it says: the state before
 * the segment was observed to be u, with precision {@code lambda}; then it moves to {@code F(u) + A
 * (z - u) + N(0, q I)}. All means are kept as differences from the anchor, so a run without jumps
 * at its joints gives its image bit for bit.
 *
 * <p>For a known state z before a run of segments, {@code d = z - anchor}: the state after it,
 * given the run's observations, is {@code image + A d + N(0, C)}; the likelihood of d itself under
 * the observations is {@code exp(eta^T d - d^T Lambda d / 2)}, up to a factor. Two runs compose by
 * the rules of Saerkkae and Garcia-Fernandez (2021, arXiv 1905.13002) with the jump {@code r =
 * image1 - anchor2}, {@code M = (I + C1 Lambda2)^-1} and {@code N = M^T}:
 *
 * <pre>
 *   A = A2 M A1                               image = image2 + A2 M (r + C1 eta2)
 *   C = A2 M C1 A2^T + C2                     Lambda = A1^T N Lambda2 A1 + Lambda1
 *   eta = A1^T N (eta2 - Lambda2 r) + eta1
 * </pre>
 *
 * <p>{@code C = U U^T} and {@code Lambda = Z Z^T} are kept as factors, which are summed by
 * reflections (Yaghoobi et al. 2022, arXiv 2207.00426), so that rounding cannot make them
 * indefinite.
 *
 * @param transition {@code [D][D]}: A
 * @param anchor {@code [D]}
 * @param image {@code [D]}
 * @param noise {@code [D][D]}: U; empty for none
 * @param information {@code [D]}: eta
 * @param precision {@code [D][D]}: Z; empty for none
 */
@DefaultSerializer(RecordSerializer.class)
public record KalmanMap(
    double[] transition,
    double[] anchor,
    double[] image,
    double[] noise,
    double[] information,
    double[] precision)
    implements SegmentMap {
  private static final double[] NONE = {};

  /**
   * One segment.
   *
   * @param jacobian {@code [D][D]}: A, shared
   * @param anchor {@code [D]}: its start state, shared
   * @param image {@code [D]}: its end, shared
   * @param lambda precision of the observed start, at least 0
   */
  public static KalmanMap segment(
      double[] jacobian, double[] anchor, double[] image, double lambda) {
    int size = anchor.length;
    return new KalmanMap(
        jacobian,
        anchor,
        image,
        Dense.diagonal(size, 1),
        new double[size],
        lambda == 0 ? NONE : Dense.diagonal(size, Math.sqrt(lambda)));
  }

  /** Any map, written with full matrices. */
  static KalmanMap of(SegmentMap map) {
    if (map instanceof KalmanMap full) {
      return full;
    }
    return map instanceof DiagonalKalmanMap diagonal ? diagonal.full() : of((AnchoredMap) map);
  }

  /** A map without noise or observations. */
  private static KalmanMap of(AnchoredMap map) {
    int size = map.anchor().length;
    double[] matrix = map.map().matrix(size);
    return new KalmanMap(matrix, map.anchor(), map.image(), NONE, new double[size], NONE);
  }

  @Override
  public Belief observe(Belief before) {
    if (before.isExact() || precision.length == 0) {
      return before;
    }
    int size = anchor.length;
    Conditioning seen = new Conditioning(size, before.error().factor(size), precision);
    double[] difference = informed(before.mean(), before.error().factor(size), information);
    double[] mean = seen.shrink(difference);
    for (int i = 0; i < size; i++) {
      mean[i] += anchor[i];
    }
    return new Belief(mean, new Uncertainty.Factor(seen.spread()));
  }

  /** {@code mean - anchor + V V^T eta}, where an empty factor means no covariance. */
  private double[] informed(double[] mean, double[] factor, double[] eta) {
    int size = anchor.length;
    double[] sum = new double[size];
    if (factor.length > 0) {
      double[] along = Dense.multiplyTransposed(size, factor, eta);
      Dense.multiplyVector(size, factor, 0, along, sum);
    }
    for (int i = 0; i < size; i++) {
      sum[i] += mean[i] - anchor[i];
    }
    return sum;
  }

  @Override
  public Belief push(Belief observed) {
    double[] mean =
        new AnchoredMap(new LinearMap.Matrix(anchor.length, transition), anchor, image)
            .apply(observed.mean());
    int size = anchor.length;
    double[] carried =
        observed.isExact()
            ? NONE
            : Dense.multiplied(size, transition, observed.error().factor(size));
    double[] factor = sum(carried, noise);
    return new Belief(mean, factor.length == 0 ? Uncertainty.NONE : new Uncertainty.Factor(factor));
  }

  @Override
  public LinearMap gain(Belief observed, Belief pushed) {
    if (observed.isExact()) {
      return new LinearMap.Zero();
    }
    int size = anchor.length;
    double[] before = observed.error().factor(size);
    double[] after = pushed.error().factor(size);
    double[] carried = Dense.multiplied(size, transition, before);
    double[] turned = Dense.multiplied(size, carried, Dense.transposed(size, before));
    Triangular.solve(size, after, turned);
    Triangular.solveTransposed(size, after, turned);
    return new LinearMap.Matrix(size, Dense.transposed(size, turned));
  }

  @Override
  public SegmentMap after(SegmentMap earlier) {
    return after(of(earlier));
  }

  KalmanMap after(KalmanMap earlier) {
    int size = anchor.length;
    boolean meets = earlier.noise.length > 0 && precision.length > 0;
    Conditioning seen = meets ? new Conditioning(size, earlier.noise, precision) : null;
    double[] shrunk = meets ? seen.shrinkAll(earlier.transition) : earlier.transition;
    double[] carried = earlier.noise.length == 0 ? NONE : meets ? seen.spread() : earlier.noise;
    return new KalmanMap(
        Dense.multiplied(size, transition, shrunk),
        earlier.anchor,
        imageAfter(earlier, seen),
        sum(carried.length == 0 ? NONE : Dense.multiplied(size, transition, carried), noise),
        informationAfter(earlier, seen),
        sum(pulledBack(earlier, seen), earlier.precision));
  }

  private double[] imageAfter(KalmanMap earlier, Conditioning seen) {
    int size = anchor.length;
    double[] moved = informed(earlier.image, earlier.noise, information);
    if (seen != null) {
      moved = seen.shrink(moved);
    }
    return AnchoredMap.corrected(image, Dense.multiply(size, transition, moved));
  }

  private double[] informationAfter(KalmanMap earlier, Conditioning seen) {
    int size = anchor.length;
    double[] shifted = information.clone();
    if (precision.length > 0) {
      double[] jump = new double[size];
      for (int i = 0; i < size; i++) {
        jump[i] = earlier.image[i] - anchor[i];
      }
      double[] along = Dense.multiplyTransposed(size, precision, jump);
      double[] expected = Dense.multiply(size, precision, along);
      for (int i = 0; i < size; i++) {
        shifted[i] -= expected[i];
      }
    }
    double[] weighed = seen == null ? shifted : seen.shrinkTransposed(shifted);
    double[] sum = Dense.multiplyTransposed(size, earlier.transition, weighed);
    for (int i = 0; i < size; i++) {
      sum[i] += earlier.information[i];
    }
    return sum;
  }

  /** A factor of {@code A1^T N Lambda2 A1}. */
  private double[] pulledBack(KalmanMap earlier, Conditioning seen) {
    if (precision.length == 0) {
      return NONE;
    }
    int size = anchor.length;
    double[] turned =
        seen == null ? Dense.transposed(size, precision) : seen.informationTransposed();
    return Dense.transposed(size, Dense.multiplied(size, turned, earlier.transition));
  }

  /** A factor of the sum of two covariances that are given by factors; either may be empty. */
  private double[] sum(double[] first, double[] second) {
    if (first.length == 0 || second.length == 0) {
      return first.length == 0 ? second : first;
    }
    return Triangular.ofSum(anchor.length, first, second);
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
    return 8L
        * (transition.length
            + anchor.length
            + image.length
            + noise.length
            + information.length
            + precision.length);
  }
}
