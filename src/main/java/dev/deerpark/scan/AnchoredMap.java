// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.scan;

import com.esotericsoftware.kryo.DefaultSerializer;
import dev.deerpark.base.RecordSerializer;
import dev.deerpark.linear.Dense;

/**
 * An affine map around a point, {@code z -> image + A (z - anchor)}: the scan element of every
 * undamped method. For a segment the anchor is its start state u, the image its walked end F(u),
 * and {@code A ~ dF/du}.
 *
 * <p>The form keeps exactness: a state equal to the anchor is sent to the image itself. It also
 * keeps overflow out of what is exact: {@code A} is not used where nothing moved, and a correction
 * that is not finite is dropped, which is a Jacobi step. Composition: {@code (A2 A1, anchor1,
 * image2 + A2 (image1 - anchor2))}.
 *
 * @param map A
 * @param anchor {@code [D]}, never modified
 * @param image {@code [D]}, never modified
 */
@DefaultSerializer(RecordSerializer.class)
public record AnchoredMap(LinearMap map, double[] anchor, double[] image) implements SegmentMap {

  /** A known state learns nothing from what follows. */
  @Override
  public LinearMap gain(Belief observed, Belief pushed) {
    if (!observed.isExact() && !(map instanceof LinearMap.Zero)) {
      throw new IllegalStateException("an uncertain state before a segment without noise");
    }
    return new LinearMap.Zero();
  }

  @Override
  public SegmentMap after(SegmentMap earlier) {
    if (earlier instanceof AnchoredMap affine) {
      return after(affine);
    }
    if (earlier instanceof DiagonalKalmanMap diagonal && DiagonalKalmanMap.canHold(map)) {
      return DiagonalKalmanMap.of(this).after(diagonal);
    }
    return KalmanMap.of(this).after(KalmanMap.of(earlier));
  }

  /** Nothing is observed. */
  @Override
  public Belief observe(Belief before) {
    return before;
  }

  @Override
  public Belief push(Belief observed) {
    return new Belief(apply(observed.mean()), map.push(observed.error()));
  }

  @Override
  public boolean isFinite() {
    return map.isFinite();
  }

  /** {@code earlier}, then this map. */
  public AnchoredMap after(AnchoredMap earlier) {
    return new AnchoredMap(map.after(earlier.map), earlier.anchor, apply(earlier.image));
  }

  /** The image of {@code state}, as a new array unless it is {@link #image} itself. */
  public double[] apply(double[] state) {
    double[] moved = new double[state.length];
    boolean still = true;
    for (int i = 0; i < moved.length; i++) {
      moved[i] = state[i] - anchor[i];
      still &= moved[i] == 0;
    }
    return still ? image : corrected(image, map.apply(moved));
  }

  /** {@code image + correction}, or the image where the correction vanishes or is not finite. */
  public static double[] corrected(double[] image, double[] correction) {
    if (!Dense.isFinite(correction)) {
      return image;
    }
    double[] sum = image.clone();
    for (int i = 0; i < sum.length; i++) {
      if (correction[i] != 0) {
        sum[i] += correction[i];
      }
    }
    return sum;
  }

  @Override
  public long bytes() {
    return 8L * (map.entries() + anchor.length + image.length);
  }
}
