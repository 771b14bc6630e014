// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.base.Precision;
import dev.deerpark.kernel.FilteredMaps;
import dev.deerpark.kernel.HeldJacobians;
import dev.deerpark.kernel.Kernel;
import dev.deerpark.kernel.TestSpec;
import dev.deerpark.kernel.TestWalks;
import dev.deerpark.kernel.WalkRequest;
import dev.deerpark.kernel.WalkResult;
import dev.deerpark.kernel.opencl.device.DeviceMemory;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.scan.AnchoredMap;
import dev.deerpark.scan.Belief;
import dev.deerpark.scan.DiagonalKalmanMap;
import dev.deerpark.scan.LinearMap;
import dev.deerpark.scan.MapFold;
import dev.deerpark.scan.SegmentMap;
import dev.deerpark.scan.Uncertainty;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.States;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Maps whose Jacobians never leave the device, against the maps one by one on the processor. */
@NeedsDevice
class DeviceJacobiansTest {
  private static final long SEED = 29;

  /** More than are fetched at once, and not a multiple of that. */
  private static final int SEGMENTS = 37;

  /** What may be odd about a block. */
  private enum Oddity {
    NONE,
    CONSTANT_FROM_THE_FIRST,
    CONSTANT_LATER,
    LOST_IMAGE,
    OVERFLOW,
    STILL,
    ALONE
  }

  private record Case(String words, Precision precision, JacobianForm form, int length) {}

  /** Of both forms, for segments of one step and of many. */
  private static Stream<Case> cases(String words, Precision precision) {
    return Stream.of(JacobianForm.DIAGONAL, JacobianForm.DENSE)
        .flatMap(form -> Stream.of(1, 41).map(length -> new Case(words, precision, form, length)));
  }

  static Stream<Case> cases() {
    return Stream.of(
            cases("gru 17 2", Precision.FLOAT),
            cases("gru 17 2", Precision.DOUBLE),
            cases("lstm 5 1", Precision.FLOAT),
            cases("rnn_relu 1 1", Precision.DOUBLE),
            // more numbers than a group has items
            cases("rnn_tanh 70 1", Precision.FLOAT))
        .flatMap(some -> some);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theyHaveTheBitsOfTheMapsOneByOne(Case given) {
    Random random = new Random(SEED);
    TestSpec spec = TestSpec.of(given.words, 1.5, random);
    try (OpenClKernel device = TestKernels.device(spec.model(), given.precision);
        Kernel jvm = TestKernels.jvm(spec.model(), given.precision)) {
      for (Oddity oddity : Oddity.values()) {
        int segments = oddity == Oddity.ALONE ? 1 : SEGMENTS;
        int steps = given.length * segments - given.length / 3;
        InputBlock block = TestKernels.block(steps, spec.inputSize(), given.precision, random);
        States starts = spec.starts(segments, random);
        WalkRequest request = WalkRequest.all(given.length, given.form, starts);
        WalkResult expected = TestWalks.walk(jvm, block, request);
        WalkResult result = WalkResult.withoutJacobians(request);
        try (HeldJacobians held =
            device.evaluateHolding(block, request, result, Optional.empty()).orElseThrow()) {
          String what = given + ", " + oddity + ", seed " + SEED;
          assertThat(result.ends().array()).as(what).isEqualTo(expected.ends().array());
          assertThat(result.marks().array()).as(what).isEqualTo(expected.marks().array());
          assertThat(result.tangentSteps()).as(what).isEqualTo(expected.tangentSteps());
          assertThat(held.replaced()).as(what).isZero();
          Maps maps = new Maps(given.form, starts, expected, oddity);
          maps.requireFold(held, what);
          maps.requireAlong(held, random, what);
          maps.requireTimes(held, random, what);
        }
      }
      assertThat(device.kept()).isZero();
    }
  }

  /** The maps of a block's segments, one by one. */
  private static final class Maps {
    private final JacobianForm form;
    private final States anchors;
    private final States images;
    private final boolean[] constant;
    private final double[] jacobians;

    Maps(JacobianForm form, States starts, WalkResult walk, Oddity oddity) {
      this.form = form;
      this.anchors = starts.copy();
      this.images = walk.ends().copy();
      this.constant = new boolean[starts.count()];
      this.jacobians = walk.jacobians();
      int size = starts.size();
      switch (oddity) {
        case CONSTANT_FROM_THE_FIRST -> Arrays.fill(constant, 0, 4, true);
        case CONSTANT_LATER -> constant[20] = true;
        case LOST_IMAGE -> {
          constant[7] = true;
          images.array()[7 * size] = Double.NaN;
          constant[36] = true;
          images.array()[36 * size + size - 1] = Double.NEGATIVE_INFINITY;
        }
        case OVERFLOW -> {
          for (int i = 11 * size; i < 12 * size; i++) {
            anchors.array()[i] = -Double.MAX_VALUE;
            images.array()[i] = Double.MAX_VALUE;
          }
        }
        case STILL -> {
          anchors.array()[0] = -0.0;
          for (int segment = 1; segment < constant.length; segment++) {
            anchors.set(segment, images.get(segment - 1));
          }
        }
        default -> {}
      }
    }

    private LinearMap linear(int segment) {
      int entries = form.entries(anchors.size());
      double[] jacobian = Arrays.copyOfRange(jacobians, segment * entries, (segment + 1) * entries);
      return form == JacobianForm.DENSE
          ? new LinearMap.Matrix(anchors.size(), jacobian)
          : new LinearMap.Diagonal(jacobian);
    }

    private AnchoredMap map(int segment) {
      LinearMap linear = constant[segment] ? new LinearMap.Zero() : linear(segment);
      return new AnchoredMap(linear, anchors.get(segment), images.get(segment));
    }

    /** Returns how often the product was dropped. */
    int requireFold(HeldJacobians held, String what) {
      MapFold expected = MapFold.of(map(0));
      for (int segment = 1; segment < constant.length; segment++) {
        expected = expected.then(map(segment));
      }
      MapFold folded = held.fold(anchors, images, constant);
      assertThat(folded.dropped()).as(what).isEqualTo(expected.dropped());
      // NaN is NaN
      assertThat(folded.pendingMove()).as(what).isEqualTo((Double) expected.pendingMove());
      assertThat(folded.whole().anchor()).as(what).containsExactly(expected.whole().anchor());
      assertThat(folded.whole().image()).as(what).containsExactly(expected.whole().image());
      LinearMap linear = ((AnchoredMap) folded.whole()).map();
      LinearMap expectedLinear = ((AnchoredMap) expected.whole()).map();
      assertThat(linear).as(what).hasSameClassAs(expectedLinear);
      assertThat(linear.matrix(anchors.size()))
          .as(what)
          .containsExactly(expectedLinear.matrix(anchors.size()));
      return folded.dropped();
    }

    void requireAlong(HeldJacobians held, Random random, String what) {
      double[] state = random.doubles(anchors.size(), -1, 1).toArray();
      States along = held.along(anchors, images, constant, state);
      for (int segment = 0; segment < constant.length; segment++) {
        assertThat(along.get(segment)).as(what + ", segment " + segment).containsExactly(state);
        state = map(segment).apply(state);
      }
    }

    void requireTimes(HeldJacobians held, Random random, String what) {
      double[] numbers = random.doubles(anchors.array().length, -1, 1).toArray();
      States vectors = new States(numbers, anchors.size());
      States products = held.times(vectors);
      for (int segment = 0; segment < constant.length; segment++) {
        assertThat(products.get(segment))
            .as(what + ", segment " + segment)
            .containsExactly(linear(segment).apply(vectors.get(segment)));
      }
    }
  }

  /** Products that overflow are dropped; those before a constant map are looked at all the same. */
  @ParameterizedTest
  @EnumSource(names = {"DIAGONAL", "DENSE"})
  void productsThatOverflowAreDropped(JacobianForm form) {
    Random random = new Random(SEED);
    TestSpec spec = TestSpec.of("lorenz96 6 0", 1.5, random);
    States starts = spec.starts(SEGMENTS, random);
    for (int i = 0; i < starts.array().length; i++) {
      // its Jacobians grow with the states
      starts.array()[i] *= 1e3;
    }
    starts.round(Precision.FLOAT);
    InputBlock block = TestKernels.block(SEGMENTS, spec.inputSize(), Precision.FLOAT, random);
    WalkRequest request = WalkRequest.all(1, form, starts);
    try (OpenClKernel device = TestKernels.device(spec.model(), Precision.FLOAT);
        Kernel jvm = TestKernels.jvm(spec.model(), Precision.FLOAT);
        HeldJacobians held =
            device
                .evaluateHolding(
                    block, request, WalkResult.withoutJacobians(request), Optional.empty())
                .orElseThrow()) {
      WalkResult expected = TestWalks.walk(jvm, block, request);
      assertThat(held.replaced()).isZero();
      for (Oddity oddity : new Oddity[] {Oddity.NONE, Oddity.CONSTANT_LATER}) {
        Maps maps = new Maps(form, starts, expected, oddity);
        assertThat(maps.requireFold(held, form + ", " + oddity + ", seed " + SEED)).isEqualTo(1);
      }
    }
  }

  /** Filters, affine and constant maps in any order; beliefs that begin exact or not. */
  @ParameterizedTest
  @CsvSource({"gru 17 2, FLOAT, 1", "gru 17 2, DOUBLE, 41", "rnn_tanh 70 1, FLOAT, 5"})
  void filtersHaveTheBitsOfTheMapsOneByOne(String words, Precision precision, int length) {
    for (int trial = 0; trial < 12; trial++) {
      long seed = SEED + trial;
      Random random = new Random(seed);
      TestSpec spec = TestSpec.of(words, 1.5, random);
      States starts = spec.starts(SEGMENTS, random);
      InputBlock block = TestKernels.block(SEGMENTS * length, spec.inputSize(), precision, random);
      WalkRequest request = WalkRequest.all(length, JacobianForm.DIAGONAL, starts);
      try (OpenClKernel device = TestKernels.device(spec.model(), precision);
          Kernel jvm = TestKernels.jvm(spec.model(), precision);
          HeldJacobians held =
              device
                  .evaluateHolding(
                      block, request, WalkResult.withoutJacobians(request), Optional.empty())
                  .orElseThrow()) {
        WalkResult expected = TestWalks.walk(jvm, block, request);
        Filters filters = new Filters(starts, expected, random, trial);
        filters.requireFold(held, words + ", seed " + seed);
        filters.requireMeans(held, words + ", seed " + seed);
      }
    }
  }

  /** The maps of a block's segments in a damped sweep, one by one. */
  private static final class Filters {
    private final Random random;
    private final int size;
    private final double[] jacobians;
    private final FilteredMaps maps;

    Filters(States starts, WalkResult walk, Random random, int trial) {
      this.random = random;
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

    private SegmentMap map(int segment) {
      double[] anchor = maps.anchors().get(segment);
      double[] image = maps.images().get(segment);
      if (maps.constant()[segment]) {
        return new AnchoredMap(new LinearMap.Zero(), anchor, image);
      }
      double[] jacobian = Arrays.copyOfRange(jacobians, segment * size, (segment + 1) * size);
      return maps.damped()[segment]
          ? DiagonalKalmanMap.segment(jacobian, anchor, image, maps.lambda())
          : new AnchoredMap(new LinearMap.Diagonal(jacobian), anchor, image);
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
      Belief start = new Belief(mean, new Uncertainty.Variances(random.doubles(size).toArray()));
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
  }

  /** Those of segments that are not walked again stay. */
  @Test
  void aSecondWalkReplacesThoseThatWereRequested() {
    for (JacobianForm form : new JacobianForm[] {JacobianForm.DIAGONAL, JacobianForm.DENSE}) {
      Random random = new Random(SEED);
      TestSpec spec = TestSpec.of("gru 17 2", 1.5, random);
      InputBlock block = TestKernels.block(SEGMENTS * 5, 2, Precision.FLOAT, random);
      States starts = spec.starts(SEGMENTS, random);
      States moved = spec.starts(SEGMENTS, random);
      boolean[] requested = new boolean[SEGMENTS];
      for (int segment = 0; segment < SEGMENTS; segment++) {
        requested[segment] = segment % 4 == 1;
        if (!requested[segment]) {
          moved.set(segment, starts.get(segment));
        }
      }
      try (OpenClKernel device = TestKernels.device(spec.model(), Precision.FLOAT);
          Kernel jvm = TestKernels.jvm(spec.model(), Precision.FLOAT)) {
        WalkRequest all = WalkRequest.all(5, form, starts);
        WalkResult result = WalkResult.withoutJacobians(all);
        Optional<HeldJacobians> first =
            device.evaluateHolding(block, all, result, Optional.empty());
        first.orElseThrow().keep(starts);
        assertThat(device.kept()).isEqualTo(1);
        assertThat(device.held(moved, form)).isEmpty();
        Optional<HeldJacobians> taken = device.held(starts, form);
        assertThat(taken).isPresent();
        assertThat(device.held(starts, form)).as("taken only once").isEmpty();
        WalkRequest some = new WalkRequest(5, form, moved, requested, Optional.empty());
        WalkResult expected = TestWalks.first(jvm, block, 5, form, moved);
        try (HeldJacobians second =
            device.evaluateHolding(block, some, result, taken).orElseThrow()) {
          Maps maps = new Maps(form, moved, expected, Oddity.NONE);
          maps.requireFold(second, form + ", seed " + SEED);
        }
      }
    }
  }

  @Test
  void thoseThatAreNotFiniteBecomeZeros() {
    Random random = new Random(SEED);
    TestSpec spec = TestSpec.of("gru 17 2", 1.5, random);
    InputBlock block = TestKernels.block(SEGMENTS * 5, 2, Precision.FLOAT, random);
    States starts = spec.starts(SEGMENTS, random);
    starts.array()[3 * 17 + 5] = Double.NaN;
    starts.array()[36 * 17] = Double.NaN;
    for (JacobianForm form : new JacobianForm[] {JacobianForm.DIAGONAL, JacobianForm.DENSE}) {
      WalkRequest request = WalkRequest.all(5, form, starts);
      try (OpenClKernel device = TestKernels.device(spec.model(), Precision.FLOAT);
          HeldJacobians held =
              device
                  .evaluateHolding(
                      block, request, WalkResult.withoutJacobians(request), Optional.empty())
                  .orElseThrow()) {
        assertThat(held.replaced()).isEqualTo(2);
        double[] ones = new double[SEGMENTS * 17];
        Arrays.fill(ones, 1);
        States products = held.times(new States(ones, 17));
        for (int segment = 0; segment < SEGMENTS; segment++) {
          boolean zeros = Arrays.stream(products.get(segment)).allMatch(number -> number == 0);
          assertThat(zeros).as("segment %d", segment).isEqualTo(segment == 3 || segment == 36);
        }
      }
    }
  }

  /** A device keeps what there is room for beside walks, and says so before it walks. */
  @Test
  void whereThereIsNoRoomTheyAreNotHeld() {
    Random random = new Random(SEED);
    TestSpec spec = TestSpec.of("gru 17 2", 1.5, random);
    InputBlock block = TestKernels.block(SEGMENTS * 5, 2, Precision.FLOAT, random);
    States starts = spec.starts(SEGMENTS, random);
    DeviceMemory memory = DeviceMemory.parse("50000");
    try (OpenClKernel device = TestKernels.device(spec.model(), Precision.FLOAT, memory, 0)) {
      WalkRequest dense = WalkRequest.all(5, JacobianForm.DENSE, starts);
      WalkResult result = WalkResult.withoutJacobians(dense);
      assertThat(device.evaluateHolding(block, dense, result, Optional.empty())).isEmpty();
      assertThat(result.steps()).isZero();
      WalkRequest diagonal = WalkRequest.all(5, JacobianForm.DIAGONAL, starts);
      device.evaluateHolding(block, diagonal, result, Optional.empty()).orElseThrow().close();
      assertThat(result.steps()).isEqualTo(5L * SEGMENTS);
    }
  }
}
