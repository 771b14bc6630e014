// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.base.Numbers;
import dev.deerpark.base.Precision;
import dev.deerpark.kernel.Kernel;
import dev.deerpark.kernel.KernelFactory;
import dev.deerpark.kernel.TestGrus;
import dev.deerpark.kernel.TestSpec;
import dev.deerpark.kernel.TestWalks;
import dev.deerpark.kernel.WalkResult;
import dev.deerpark.kernel.jvm.JvmKernels;
import dev.deerpark.kernel.reference.ReferenceKernels;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.States;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The arithmetic of ND4J against that of the other kernels. */
@NeedsNatives
class RefereeTest {
  private static final long SEED = 41;
  private static final int LENGTH = 40;
  private static final double GAIN = 0.8;

  /** More than a batch, and a last segment that is shorter. */
  private static final int SEGMENTS = Batch.WIDTH + 7;

  private static final int STEPS = SEGMENTS * LENGTH - 5;

  static Stream<String> networks() {
    return Stream.of(
            TestSpec.everyModel(8, 0), TestSpec.everyModel(5, 3), TestSpec.everyModel(24, 1))
        .flatMap(List::stream)
        .distinct()
        .filter(words -> Nd4jKernels.supports(TestSpec.of(words, GAIN, new Random(SEED)).model()));
  }

  private record Case(TestSpec spec, InputBlock block, States starts) {
    static Case of(String words, Precision precision) {
      Random random = new Random(SEED);
      TestSpec spec = TestSpec.of(words, GAIN, random);
      InputBlock block = TestGrus.block(STEPS, spec.inputSize(), precision, random);
      States starts = spec.starts(SEGMENTS, random);
      starts.round(precision);
      return new Case(spec, block, starts);
    }

    WalkResult walk(KernelFactory kernels, JacobianForm form) {
      try (Kernel kernel = kernels.open(Optional.empty())) {
        return TestWalks.first(kernel, block, LENGTH, form, starts);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  void agreesWithTheOtherKernels(String words) {
    for (Precision precision : Precision.values()) {
      Case given = Case.of(words, precision);
      double tolerance = precision == Precision.DOUBLE ? 1e-12 : 2e-5;
      for (JacobianForm form : JacobianForm.values()) {
        WalkResult walk = given.walk(new Nd4jKernels(given.spec().model(), precision), form);
        for (KernelFactory other :
            List.of(
                new ReferenceKernels(given.spec().model(), precision),
                new JvmKernels(given.spec().model(), precision))) {
          WalkResult expected = given.walk(other, form);
          String what = words + ", " + precision + ", " + form + " against " + other.name();
          requireNear(walk.ends().array(), expected.ends().array(), tolerance, what + ": ends");
          requireNear(walk.marks().array(), expected.marks().array(), tolerance, what + ": marks");
          requireNear(walk.jacobians(), expected.jacobians(), tolerance, what + ": Jacobians");
          assertThat(walk.steps()).as(what).isEqualTo(expected.steps());
          assertThat(walk.tangentSteps()).as(what).isEqualTo(expected.tangentSteps());
        }
      }
    }
  }

  private static void requireNear(
      double[] actual, double[] expected, double tolerance, String what) {
    assertThat(actual).as(what).hasSameSizeAs(expected);
    for (int i = 0; i < actual.length; i++) {
      assertThat(Math.abs(actual[i] - expected[i]) / (1 + Math.abs(expected[i])))
          .as("%s, number %d, seed %d", what, i, SEED)
          .isLessThanOrEqualTo(tolerance);
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  void aColumnHasTheSameBitsWhereverItIsAndWhateverIsBesideIt(String words) {
    for (Precision precision : Precision.values()) {
      Case given = Case.of(words, precision);
      try (Kernel kernel =
          new Nd4jKernels(given.spec().model(), precision).open(Optional.empty())) {
        WalkResult walk =
            TestWalks.first(kernel, given.block(), LENGTH, JacobianForm.ZERO, given.starts());
        int size = given.starts().size();
        Numbers states = precision.allocate(STEPS * size);
        kernel.record(given.block(), LENGTH, 0, SEGMENTS, given.starts(), states);
        for (int segment : new int[] {0, 1, 5, 31, 63, 64, SEGMENTS - 1}) {
          double[] state = given.starts().get(segment);
          int from = segment * LENGTH;
          int to = Math.min(from + LENGTH, STEPS);
          kernel.trace(
              given.block(),
              from,
              to,
              state,
              (step, reached) -> {
                for (int i = 0; i < size; i++) {
                  assertThat(states.get(step * size + i))
                      .as("%s, %s, step %d", words, precision, step)
                      .isEqualTo(reached[i]);
                }
              });
          assertThat(state)
              .as("%s, %s, segment %d", words, precision, segment)
              .containsExactly(walk.ends().get(segment));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  void aWalkEndsWhereItMeetsTheEarlierOne(String words) {
    Case given = Case.of(words, Precision.DOUBLE);
    try (Kernel kernel =
        new Nd4jKernels(given.spec().model(), Precision.DOUBLE).open(Optional.empty())) {
      WalkResult first =
          TestWalks.first(kernel, given.block(), LENGTH, JacobianForm.ZERO, given.starts());
      States near = given.starts().copy();
      boolean[] requested = new boolean[SEGMENTS];
      for (int segment = 0; segment < SEGMENTS - 1; segment += 2) {
        requested[segment] = true;
        double[] start = near.get(segment);
        start[0] += 1e-9;
        near.set(segment, start);
      }
      WalkResult again =
          TestWalks.again(kernel, given.block(), LENGTH, first, near, requested, 1e-3);
      assertThat(again.steps()).isBetween(1L, (long) (SEGMENTS + 1) / 2 * (LENGTH - 1));
      assertThat(again.ends().array()).containsExactly(first.ends().array());
      assertThat(again.largestJump()).isNotNegative().isLessThan(1e-6);
    }
  }
}
