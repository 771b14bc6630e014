// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.base.Precision;
import dev.deerpark.kernel.FilteredMaps;
import dev.deerpark.kernel.HeldJacobians;
import dev.deerpark.kernel.JacobianUse;
import dev.deerpark.kernel.Kernel;
import dev.deerpark.kernel.TestSpec;
import dev.deerpark.kernel.TestWalks;
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
import dev.deerpark.scan.Uncertainty;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.States;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Maps with filters on the device, against the maps one by one on the processor. */
@NeedsDevice
class DeviceFiltersTest {
  private static final long SEED = 29;
  private static final int SEGMENTS = 37;

  private static final int TRIALS = 12;

  /**
   * Filters, affine and constant maps in any order; beliefs that begin exact or not; a last segment
   * that is shorter, segments of one step, matrices with and without room in shared memory, and
   * items with several numbers or columns of their own.
   */
  @ParameterizedTest
  @CsvSource({
    "gru 17 2, FLOAT, 1, DIAGONAL, 47000, 256",
    "gru 17 2, DOUBLE, 41, DIAGONAL, 47000, 16",
    "rnn_tanh 70 1, FLOAT, 5, DIAGONAL, 47000, 256",
    "rnn_relu 1 1, DOUBLE, 1, DENSE, 47000, 256",
    "gru 3 2, FLOAT, 1, DENSE, 47000, 256",
    "gru 9 2, DOUBLE, 3, DENSE, 47000, 256",
    "gru 9 2, DOUBLE, 2, DENSE, 47000, 16",
    "gru 19 2, FLOAT, 1, DENSE, 47000, 64",
    "gru 33 1, FLOAT, 1, DENSE, 47000, 128",
    "gru 7 2, FLOAT, 4, DENSE, 1000, 256"
  })
  void filtersHaveTheBitsOfTheMapsOneByOne(
      String words, Precision precision, int length, JacobianForm form, long shared, int items) {
    TestSpec spec = TestSpec.of(words, 1.5, new Random(SEED));
    try (OpenClKernel device = TestKernels.sharing(spec.model(), precision, shared, items);
        Kernel jvm = TestKernels.jvm(spec.model(), precision)) {
      for (int trial = 0; trial < TRIALS; trial++) {
        long seed = SEED + trial;
        Random random = new Random(seed);
        States starts = spec.starts(SEGMENTS, random);
        int steps = SEGMENTS * length - length / 2;
        InputBlock block = TestKernels.block(steps, spec.inputSize(), precision, random);
        WalkRequest request = WalkRequest.all(length, form, starts);
        WalkResult result = WalkResult.withoutJacobians(request);
        WalkResult expected = TestWalks.walk(jvm, block, request);
        try (HeldJacobians held =
            device
                .evaluateHolding(block, request, result, Optional.empty(), JacobianUse.AS_THEY_ARE)
                .orElseThrow()) {
          Filters filters = new Filters(form, starts, expected, random, trial);
          filters.requireFold(held, words + ", seed " + seed);
          filters.requireMeans(held, words + ", seed " + seed);
          filters.damped().requireWayBack(held, words + ", seed " + seed);
        }
      }
    }
  }

  /** The maps of a block's segments in a damped sweep, one by one. */
  private static final class Filters {
    private final Random random;
    private final boolean full;
    private final int size;
    private final double[] jacobians;
    private final FilteredMaps maps;

    Filters(JacobianForm form, States starts, WalkResult walk, Random random, int trial) {
      this.random = random;
      this.full = form == JacobianForm.DENSE;
      this.size = starts.size();
      this.jacobians = walk.jacobians();
      States images = walk.ends().copy();
      boolean[] constant = new boolean[SEGMENTS];
      boolean[] damped = new boolean[SEGMENTS];
      for (int segment = 0; segment < SEGMENTS; segment++) {
        constant[segment] = random.nextInt(1 + trial) > 9 || trial == 1 && segment < 5;
        damped[segment] = trial == 0 || random.nextInt(4) > 0;
      }
      if (trial == 2) {
        // a filter whose image is not finite is dropped
        images.array()[20 * size + size - 1] = Double.POSITIVE_INFINITY;
        starts.array()[12 * size] = Double.MAX_VALUE;
        images.array()[12 * size] = -Double.MAX_VALUE;
      }
      double lambda = trial == 3 ? Double.MAX_VALUE : Math.pow(10, -trial);
      this.maps = new FilteredMaps(starts, images, constant, damped, lambda);
    }

    private Filters(Filters other, FilteredMaps maps) {
      this.random = other.random;
      this.full = other.full;
      this.size = other.size;
      this.jacobians = other.jacobians;
      this.maps = maps;
    }

    /** The same with noise after every uncertain state: only these can be smoothed. */
    Filters damped() {
      boolean[] all = new boolean[SEGMENTS];
      Arrays.fill(all, true);
      return new Filters(
          this,
          new FilteredMaps(maps.anchors(), maps.images(), maps.constant(), all, maps.lambda()));
    }

    private SegmentMap map(int segment) {
      double[] anchor = maps.anchors().get(segment);
      double[] image = maps.images().get(segment);
      if (maps.constant()[segment]) {
        return new AnchoredMap(new LinearMap.Zero(), anchor, image);
      }
      int entries = full ? size * size : size;
      double[] jacobian = Arrays.copyOfRange(jacobians, segment * entries, (segment + 1) * entries);
      if (maps.damped()[segment]) {
        return full
            ? KalmanMap.segment(jacobian, anchor, image, maps.lambda())
            : DiagonalKalmanMap.segment(jacobian, anchor, image, maps.lambda());
      }
      LinearMap linear =
          full ? new LinearMap.Matrix(size, jacobian) : new LinearMap.Diagonal(jacobian);
      return new AnchoredMap(linear, anchor, image);
    }

    void requireFold(HeldJacobians held, String what) {
      MapFold expected = MapFold.of(map(0));
      for (int segment = 1; segment < SEGMENTS; segment++) {
        expected = expected.then(map(segment));
      }
      assertThat(held.fold(maps))
          .as(what)
          .usingRecursiveComparison()
          .withStrictTypeChecking()
          .withEqualsForType(Double::equals, Double.class)
          .isEqualTo(expected);
    }

    void requireMeans(HeldJacobians held, String what) {
      double[] mean = random.doubles(size, -1, 1).toArray();
      Uncertainty error =
          full
              ? new Uncertainty.Factor(random.doubles((long) size * size).toArray())
              : new Uncertainty.Variances(random.doubles(size).toArray());
      Belief start = new Belief(mean, error);
      for (Belief before : new Belief[] {Belief.exact(mean), start}) {
        for (int known : new int[] {-1, 0, 21}) {
          States means = held.filtered(maps, before, known);
          Belief at = before;
          for (int segment = 0; segment < SEGMENTS; segment++) {
            Belief observed = segment == known ? Belief.exact(at.mean()) : map(segment).observe(at);
            assertThat(means.get(segment))
                .as("%s, known %d, segment %d", what, known, segment)
                .containsExactly(observed.mean());
            at = map(segment).push(observed);
          }
        }
      }
    }

    void requireWayBack(HeldJacobians held, String what) {
      Belief start = Belief.exact(random.doubles(size, -1, 1).toArray());
      double[] later = random.doubles(size, -1, 1).toArray();
      for (int known : new int[] {-1, 21}) {
        List<AnchoredMap> back = new ArrayList<>();
        Belief at = start;
        for (int segment = 0; segment < SEGMENTS; segment++) {
          Belief observed = segment == known ? Belief.exact(at.mean()) : map(segment).observe(at);
          at = map(segment).push(observed);
          LinearMap gain = map(segment).gain(observed, at);
          back.add(new AnchoredMap(gain, at.mean(), observed.mean()));
        }
        Collections.reverse(back);
        MapFold whole = MapFold.of(back.get(0));
        double[][] smoothed = new double[SEGMENTS][];
        double[] state = later;
        for (int i = 0; i < SEGMENTS; i++) {
          whole = i == 0 ? whole : whole.then(back.get(i));
          state = back.get(i).apply(state);
          smoothed[SEGMENTS - 1 - i] = state;
        }
        assertThat(held.backward(maps, start, known))
            .as("%s, known %d", what, known)
            .usingRecursiveComparison()
            .withStrictTypeChecking()
            .withEqualsForType(Double::equals, Double.class)
            .isEqualTo(whole.whole());
        States means = held.smoothed(maps, start, known, later);
        for (int segment = 0; segment < SEGMENTS; segment++) {
          assertThat(means.get(segment))
              .as("%s, known %d, segment %d", what, known, segment)
              .containsExactly(smoothed[segment]);
        }
      }
    }
  }
}
