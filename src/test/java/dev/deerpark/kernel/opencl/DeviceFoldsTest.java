// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.base.Precision;
import dev.deerpark.kernel.HeldJacobians;
import dev.deerpark.kernel.JacobianUse;
import dev.deerpark.kernel.Kernel;
import dev.deerpark.kernel.TestSpec;
import dev.deerpark.kernel.TestWalks;
import dev.deerpark.kernel.WalkRequest;
import dev.deerpark.kernel.WalkResult;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.scan.AnchoredMap;
import dev.deerpark.scan.LinearMap;
import dev.deerpark.scan.MapFold;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.States;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Maps folded where their Jacobians are, against the maps one by one on the processor. */
@NeedsDevice
class DeviceFoldsTest {
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
            device
                .evaluateHolding(block, request, result, Optional.empty(), JacobianUse.AS_THEY_ARE)
                .orElseThrow()) {
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
                    block,
                    request,
                    WalkResult.withoutJacobians(request),
                    Optional.empty(),
                    JacobianUse.AS_THEY_ARE)
                .orElseThrow()) {
      WalkResult expected = TestWalks.walk(jvm, block, request);
      assertThat(held.replaced()).isZero();
      for (Oddity oddity : new Oddity[] {Oddity.NONE, Oddity.CONSTANT_LATER}) {
        Maps maps = new Maps(form, starts, expected, oddity);
        assertThat(maps.requireFold(held, form + ", " + oddity + ", seed " + SEED)).isEqualTo(1);
      }
    }
  }
}
