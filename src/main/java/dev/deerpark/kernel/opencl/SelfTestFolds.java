// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.opencl;

import dev.deerpark.kernel.FilteredMaps;
import dev.deerpark.kernel.HeldJacobians;
import dev.deerpark.kernel.JacobianUse;
import dev.deerpark.kernel.Kernel;
import dev.deerpark.kernel.WalkRequest;
import dev.deerpark.kernel.WalkResult;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.scan.AnchoredMap;
import dev.deerpark.scan.Belief;
import dev.deerpark.scan.DiagonalKalmanMap;
import dev.deerpark.scan.KalmanMap;
import dev.deerpark.scan.LinearMap;
import dev.deerpark.scan.MapFold;
import dev.deerpark.scan.SegmentMap;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.States;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a self-test folds: the maps of segments, as they are and with filters, on the device where
 * the kernel does that, else one by one.
 */
final class SelfTestFolds {
  private static final double LAMBDA = 0.1;

  /** Of so many segments one is not damped. */
  private static final int RARE = 7;

  private final WalkRequest request;
  private final WalkResult walked;
  private final FilteredMaps filters;

  /**
   * @param request of all segments
   * @param walked with its Jacobians
   */
  SelfTestFolds(WalkRequest request, WalkResult walked) {
    this.request = request;
    this.walked = walked;
    boolean[] damped = new boolean[request.segments()];
    for (int segment = 0; segment < damped.length; segment++) {
      damped[segment] = segment % RARE > 0;
    }
    boolean[] constant = new boolean[damped.length];
    constant[damped.length / 2] = true;
    this.filters = new FilteredMaps(request.starts(), walked.ends(), constant, damped, LAMBDA);
  }

  /** All numbers that the folds come to, and the filtered means. */
  double[] numbers(Kernel kernel, InputBlock block) {
    WalkResult bare = WalkResult.withoutJacobians(request);
    Optional<HeldJacobians> held =
        kernel.evaluateHolding(block, request, bare, Optional.empty(), JacobianUse.AS_THEY_ARE);
    if (held.isEmpty()) {
      return numbers();
    }
    boolean[] none = new boolean[request.segments()];
    try (HeldJacobians jacobians = held.get()) {
      MapFold affine = jacobians.fold(request.starts(), walked.ends(), none);
      MapFold filtered = jacobians.fold(filters);
      Belief start = Belief.exact(request.starts().get(0));
      return joined(numbers(affine), numbers(filtered), jacobians.filtered(filters, start, -1));
    }
  }

  private double[] numbers() {
    MapFold affine = MapFold.of(map(0));
    MapFold filtered = MapFold.of(filter(0));
    States means = States.zeros(request.segments(), request.stateSize());
    Belief at = Belief.exact(request.starts().get(0));
    for (int segment = 0; segment < request.segments(); segment++) {
      if (segment > 0) {
        affine = affine.then(map(segment));
        filtered = filtered.then(filter(segment));
      }
      Belief observed = filter(segment).observe(at);
      means.set(segment, observed.mean());
      at = filter(segment).push(observed);
    }
    return joined(numbers(affine), numbers(filtered), means);
  }

  private static double[] joined(double[] affine, double[] filtered, States means) {
    return Stream.of(affine, filtered, means.array()).flatMapToDouble(Arrays::stream).toArray();
  }

  private static double[] numbers(MapFold fold) {
    List<double[]> parts = new ArrayList<>();
    parts.add(new double[] {fold.pendingMove(), fold.dropped()});
    parts.add(fold.whole().image());
    if (fold.whole() instanceof KalmanMap full) {
      parts.addAll(List.of(full.transition(), full.noise(), full.information(), full.precision()));
    } else if (fold.whole() instanceof DiagonalKalmanMap filter) {
      parts.addAll(
          List.of(filter.transition(), filter.noise(), filter.information(), filter.precision()));
    } else {
      AnchoredMap affine = (AnchoredMap) fold.whole();
      parts.add(affine.map().matrix(affine.image().length));
    }
    return parts.stream().flatMapToDouble(Arrays::stream).toArray();
  }

  private SegmentMap map(int segment) {
    double[] jacobian = jacobian(segment);
    LinearMap linear =
        isFull()
            ? new LinearMap.Matrix(request.stateSize(), jacobian)
            : new LinearMap.Diagonal(jacobian);
    return new AnchoredMap(linear, filters.anchors().get(segment), filters.images().get(segment));
  }

  private SegmentMap filter(int segment) {
    double[] anchor = filters.anchors().get(segment);
    double[] image = filters.images().get(segment);
    if (filters.constant()[segment]) {
      return new AnchoredMap(new LinearMap.Zero(), anchor, image);
    }
    if (!filters.damped()[segment]) {
      return map(segment);
    }
    return isFull()
        ? KalmanMap.segment(jacobian(segment), anchor, image, LAMBDA)
        : DiagonalKalmanMap.segment(jacobian(segment), anchor, image, LAMBDA);
  }

  private boolean isFull() {
    return request.form() == JacobianForm.DENSE;
  }

  private double[] jacobian(int segment) {
    int entries = request.form().entries(request.stateSize());
    return Arrays.copyOfRange(walked.jacobians(), segment * entries, (segment + 1) * entries);
  }
}
