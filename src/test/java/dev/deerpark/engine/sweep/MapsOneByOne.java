// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine.sweep;

import dev.deerpark.linear.Dense;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.scan.AnchoredMap;
import dev.deerpark.scan.Belief;
import dev.deerpark.scan.DiagonalKalmanMap;
import dev.deerpark.scan.KalmanMap;
import dev.deerpark.scan.LinearMap;
import dev.deerpark.scan.MapFold;
import dev.deerpark.scan.SegmentMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The maps of a block's segments as objects, one by one: the readable reference of what a sweep
 * does in flat arrays.
 */
record MapsOneByOne(SegmentMaps maps) {

  /** The element of one segment. */
  SegmentMap map(int segment) {
    SweepPlan plan = maps.plan();
    double[] start = maps.starts().get(segment);
    double[] walked = maps.ends().get(segment);
    if (plan.isExact(maps.firstSegment() + segment)) {
      return new AnchoredMap(new LinearMap.Zero(), start, walked);
    }
    double[] end = plan.damping().reset().of(walked);
    if (!Dense.isFinite(end)) {
      return new AnchoredMap(new LinearMap.Zero(), start, start);
    }
    // across a restart nothing is carried, nor is there noise: the state there is known
    if (maps.restarting().in(segment) || !plan.isDamped(maps.firstSegment() + segment)) {
      return new AnchoredMap(linear(segment), start, end);
    }
    return plan.form() == JacobianForm.DENSE
        ? KalmanMap.segment(jacobian(segment), start, end, plan.damping().lambda())
        : DiagonalKalmanMap.segment(jacobian(segment), start, end, plan.damping().lambda());
  }

  /** A segment's Jacobian, scaled or clipped by the damping, or its replacement. */
  private LinearMap linear(int segment) {
    if (maps.restarting().in(segment)) {
      return new LinearMap.Zero();
    }
    return switch (maps.plan().form()) {
      case ZERO, SECANT -> new LinearMap.Zero();
      case IDENTITY -> new LinearMap.Identity();
      case DIAGONAL -> new LinearMap.Diagonal(jacobian(segment));
      case DENSE -> new LinearMap.Matrix(maps.starts().size(), jacobian(segment));
    };
  }

  private double[] jacobian(int segment) {
    int size = maps.starts().size();
    int entries = maps.plan().form().entries(size);
    double[] jacobian =
        Arrays.copyOfRange(maps.jacobians(), segment * entries, (segment + 1) * entries);
    maps.plan().damping().shrinking().shrink(maps.plan().form(), size, jacobian);
    return jacobian;
  }

  private int segments() {
    return maps.starts().count();
  }

  /** All maps as one. */
  MapFold fold() {
    MapFold fold = MapFold.of(map(0));
    for (int segment = 1; segment < segments(); segment++) {
      fold = fold.then(map(segment));
    }
    return fold;
  }

  /** The filtered means before each segment. */
  List<double[]> means(Belief start, int known) {
    List<double[]> means = new ArrayList<>();
    Belief before = start;
    for (int segment = 0; segment < segments(); segment++) {
      Belief observed = observe(before, segment, known);
      means.add(observed.mean());
      before = map(segment).push(observed);
    }
    return means;
  }

  private Belief observe(Belief before, int segment, int known) {
    return segment == known ? Belief.exact(before.mean()) : map(segment).observe(before);
  }

  /** The smoothing map of each segment, from the state after it to the state before it. */
  List<AnchoredMap> backward(Belief start, int known) {
    List<AnchoredMap> backward = new ArrayList<>();
    Belief before = start;
    for (int segment = 0; segment < segments(); segment++) {
      SegmentMap map = map(segment);
      Belief observed = observe(before, segment, known);
      Belief pushed = map.push(observed);
      backward.add(new AnchoredMap(map.gain(observed, pushed), pushed.mean(), observed.mean()));
      before = pushed;
    }
    return backward;
  }

  /** The smoothing map of all segments. */
  static AnchoredMap whole(List<AnchoredMap> backward) {
    List<AnchoredMap> reversed = new ArrayList<>(backward);
    Collections.reverse(reversed);
    return reversed.stream().reduce((later, earlier) -> earlier.after(later)).orElseThrow();
  }
}
