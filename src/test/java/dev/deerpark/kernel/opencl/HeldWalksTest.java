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
import dev.deerpark.kernel.opencl.device.DeviceMemory;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.scan.LinearMap;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.States;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Which Jacobians walks leave on the device. */
@NeedsDevice
class HeldWalksTest {
  private static final long SEED = 29;
  private static final int SEGMENTS = 37;

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
            device.evaluateHolding(block, all, result, Optional.empty(), JacobianUse.AS_THEY_ARE);
        first.orElseThrow().keep(starts);
        assertThat(device.kept()).isEqualTo(1);
        assertThat(device.held(moved, form, JacobianUse.AS_THEY_ARE, new double[0])).isEmpty();
        Optional<HeldJacobians> taken =
            device.held(starts, form, JacobianUse.AS_THEY_ARE, new double[0]);
        assertThat(taken).isPresent();
        assertThat(device.held(starts, form, JacobianUse.AS_THEY_ARE, new double[0]))
            .as("taken only once")
            .isEmpty();
        WalkRequest some = new WalkRequest(5, form, moved, requested, Optional.empty());
        WalkResult expected = TestWalks.first(jvm, block, 5, form, moved);
        try (HeldJacobians second =
            device
                .evaluateHolding(block, some, result, taken, JacobianUse.AS_THEY_ARE)
                .orElseThrow()) {
          double[] numbers = random.doubles(moved.array().length, -1, 1).toArray();
          States vectors = new States(numbers, 17);
          for (int segment = 0; segment < SEGMENTS; segment++) {
            double[] product = linear(form, expected, segment).apply(vectors.get(segment));
            assertThat(second.times(vectors).get(segment))
                .as("%s, segment %d, seed %d", form, segment, SEED)
                .containsExactly(product);
          }
        }
      }
    }
  }

  private static LinearMap linear(JacobianForm form, WalkResult walk, int segment) {
    int entries = form.entries(17);
    double[] jacobian =
        Arrays.copyOfRange(walk.jacobians(), segment * entries, (segment + 1) * entries);
    return form == JacobianForm.DENSE
        ? new LinearMap.Matrix(17, jacobian)
        : new LinearMap.Diagonal(jacobian);
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
                      block,
                      request,
                      WalkResult.withoutJacobians(request),
                      Optional.empty(),
                      JacobianUse.AS_THEY_ARE)
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

  /** Number by number: NaN to 0, infinities to the largest number. */
  @Test
  void thoseThatAreNotFiniteAreResetAsPublished() {
    Random random = new Random(SEED);
    TestSpec spec = TestSpec.of("lorenz96 6 0", 1.5, random);
    InputBlock block = TestKernels.block(SEGMENTS, spec.inputSize(), Precision.FLOAT, random);
    States starts = spec.starts(SEGMENTS, random);
    for (int i = 0; i < 10 * 6; i++) {
      // its Jacobians grow with the states
      starts.array()[i] *= 1e6;
    }
    starts.round(Precision.FLOAT);
    JacobianUse use = new JacobianUse(Float.MAX_VALUE, 1, Double.POSITIVE_INFINITY, false);
    WalkRequest request = WalkRequest.all(1, JacobianForm.DENSE, starts);
    WalkResult bare = WalkResult.withoutJacobians(request);
    try (OpenClKernel device = TestKernels.device(spec.model(), Precision.FLOAT);
        Kernel jvm = TestKernels.jvm(spec.model(), Precision.FLOAT);
        HeldJacobians held =
            device.evaluateHolding(block, request, bare, Optional.empty(), use).orElseThrow()) {
      WalkResult expected = TestWalks.walk(jvm, block, request);
      double[] numbers = expected.jacobians();
      assertThat(numbers).contains(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
      for (int i = 0; i < numbers.length; i++) {
        double infinite = Math.copySign(Float.MAX_VALUE, numbers[i]);
        numbers[i] =
            Double.isNaN(numbers[i]) ? 0 : Double.isInfinite(numbers[i]) ? infinite : numbers[i];
      }
      double[] first = new double[SEGMENTS * 6];
      for (int segment = 0; segment < SEGMENTS; segment++) {
        first[segment * 6] = 1;
      }
      States products = held.times(new States(first, 6));
      for (int segment = 0; segment < SEGMENTS; segment++) {
        for (int i = 0; i < 6; i++) {
          assertThat(products.get(segment)[i])
              .as("segment %d, row %d, seed %d", segment, i, SEED)
              .isEqualTo(numbers[segment * 36 + i * 6] + 0.0);
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
      assertThat(
              device.evaluateHolding(
                  block, dense, result, Optional.empty(), JacobianUse.AS_THEY_ARE))
          .isEmpty();
      assertThat(result.steps()).isZero();
      WalkRequest diagonal = WalkRequest.all(5, JacobianForm.DIAGONAL, starts);
      device
          .evaluateHolding(block, diagonal, result, Optional.empty(), JacobianUse.AS_THEY_ARE)
          .orElseThrow()
          .close();
      assertThat(result.steps()).isEqualTo(5L * SEGMENTS);
    }
  }
}
