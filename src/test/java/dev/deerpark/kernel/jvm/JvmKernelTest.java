// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.base.Precision;
import dev.deerpark.kernel.Kernel;
import dev.deerpark.kernel.TestGrus;
import dev.deerpark.kernel.TestSpec;
import dev.deerpark.kernel.TestWalks;
import dev.deerpark.kernel.WalkRequest;
import dev.deerpark.kernel.WalkResult;
import dev.deerpark.kernel.reference.ReferenceKernels;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.States;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class JvmKernelTest {
  private static final long SEED = 6;

  /** In units in the last place of 1, or of a larger number. A sum of many terms rounds more. */
  @ParameterizedTest
  @CsvSource({
    "gru 1 0, 4",
    "gru 1 3, 4",
    "gru 3 1, 4",
    "gru 5 2, 4",
    "gru 8 3, 4",
    "gru 24 1, 4",
    "gru 32 0, 4",
    "gru 33 2, 4",
    "gru 64 2, 4",
    "gru 128 3, 4",
    "gru_autoregressive 1, 4",
    "gru_autoregressive 16, 4",
    "gru_autoregressive 33, 4",
    "lorenz96 4 0, 4",
    "lorenz96 5 1, 4",
    "lorenz96 40 0, 4",
    "lorenz96 40 1, 4",
    "mean_field 3 0, 4",
    "mean_field 17 3, 4",
    "mean_field 64 64, 10",
    "langevin, 4"
  })
  void aStepIsTheReferencesToAFewUlp(String words, double ulps) {
    for (Precision precision : Precision.values()) {
      Random random = new Random(SEED);
      TestSpec spec = TestSpec.of(words, 1, random);
      InputBlock block = TestGrus.block(500, spec.inputSize(), precision, random);
      States starts = spec.starts(500, random);
      Kernel jvm = new JvmKernels(spec.model(), precision).open(Optional.empty());
      Kernel reference = new ReferenceKernels(spec.model(), precision).open(Optional.empty());
      double[] fast = TestWalks.first(jvm, block, 1, JacobianForm.ZERO, starts).ends().array();
      double[] slow =
          TestWalks.first(reference, block, 1, JacobianForm.ZERO, starts).ends().array();
      assertThat(largestDifference(fast, slow) / precision.ulpOfOne())
          .as("%s %s seed %d", words, precision, SEED)
          .isLessThanOrEqualTo(ulps);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "gru 1 2, 3",
    "gru 3 2, 1",
    "gru 3 2, 40",
    "gru 8 2, 2",
    "gru 8 2, 7",
    "gru 17 2, 5",
    "gru 24 2, 33",
    "gru 33 2, 1",
    "gru 40 2, 9",
    "gru_autoregressive 1, 5",
    "gru_autoregressive 16, 40",
    "gru_autoregressive 33, 1",
    "lorenz96 4 0, 3",
    "lorenz96 5 1, 40",
    "lorenz96 17 0, 2",
    "lorenz96 18 0, 1",
    "lorenz96 23 0, 7",
    "lorenz96 40 1, 9",
    "lorenz96 41 0, 9",
    "mean_field 3 0, 40",
    "mean_field 17 3, 5",
    "mean_field 64 0, 1",
    "langevin, 1",
    "langevin, 50"
  })
  void productsOfJacobiansAreTheReferences(String words, int segments) {
    for (Precision precision : Precision.values()) {
      for (JacobianForm form : new JacobianForm[] {JacobianForm.DIAGONAL, JacobianForm.DENSE}) {
        for (int length : new int[] {1, 6}) {
          Random random = new Random(SEED);
          TestSpec spec = TestSpec.of(words, 1.5, random);
          InputBlock block = TestGrus.block(segments * length, spec.inputSize(), precision, random);
          States starts = spec.starts(segments, random);
          WalkResult jvm =
              TestWalks.first(
                  new JvmKernels(spec.model(), precision).open(Optional.empty()), block, length, form, starts);
          WalkResult reference =
              TestWalks.first(
                  new ReferenceKernels(spec.model(), precision).open(Optional.empty()),
                  block,
                  length,
                  form,
                  starts);
          String what =
              String.format("%s, %s L=%d %s seed %d", words, form, length, precision, SEED);
          assertThat(
                  largestDifference(jvm.jacobians(), reference.jacobians()) / precision.ulpOfOne())
              .as(what)
              .isLessThanOrEqualTo(16 * length);
          assertThat(jvm.tangentSteps()).as(what).isEqualTo(reference.tangentSteps());
        }
      }
    }
  }

  /** Whether they are walked in lanes or, being few, alone. */
  @ParameterizedTest
  @CsvSource({
    "gru 9 1, FLOAT",
    "gru 9 1, DOUBLE",
    "gru_autoregressive 9, FLOAT",
    "gru_autoregressive 9, DOUBLE",
    "gru_autoregressive 17, FLOAT",
    "gru_autoregressive 17, DOUBLE",
    "lorenz96 5 0, FLOAT",
    "lorenz96 5 1, DOUBLE",
    "lorenz96 23 1, FLOAT",
    "lorenz96 23 0, DOUBLE",
    "mean_field 9 1, FLOAT",
    "mean_field 9 1, DOUBLE",
    "langevin, FLOAT",
    "langevin, DOUBLE"
  })
  void theBitsOfASegmentDoNotDependOnTheOthers(String words, Precision precision) {
    Random random = new Random(SEED);
    TestSpec spec = TestSpec.of(words, 2, random);
    int size = spec.stateSize();
    int segments = 70;
    Kernel kernel = new JvmKernels(spec.model(), precision).open(Optional.empty());
    InputBlock block = TestGrus.block(segments * 20, spec.inputSize(), precision, random);
    States starts = spec.starts(segments, random);
    for (JacobianForm form : JacobianForm.values()) {
      WalkResult all = TestWalks.first(kernel, block, 20, form, starts);
      for (int requested : new int[] {0, 1, 3, 20, 69}) {
        WalkResult some =
            TestWalks.walk(kernel, block, WalkRequest.range(20, form, starts, 0, requested));
        String what = String.format("%s, %d segments, %s, seed %d", words, requested, form, SEED);
        int entries = form.entries(size);
        assertThat(some.ends().array())
            .as(what)
            .isEqualTo(firstOnly(all.ends().array(), requested * size));
        assertThat(some.jacobians())
            .as(what)
            .isEqualTo(firstOnly(all.jacobians(), requested * entries));
        assertThat(some.steps()).as(what).isEqualTo(requested * 20L);
      }
    }
  }

  /** The first numbers, and zeros in place of the others. */
  private static double[] firstOnly(double[] numbers, int count) {
    return Arrays.copyOf(Arrays.copyOf(numbers, count), numbers.length);
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void aWalkThatMeetsTheEarlierOneEndsThere(Precision precision) {
    Random random = new Random(SEED);
    int size = 10;
    int segments = 100;
    int length = 700;
    double tolerance = 16 * precision.ulpOfOne();
    Kernel kernel = new JvmKernels(TestGrus.gru(1, size, 1.2, random), precision).open(Optional.empty());
    InputBlock block = TestGrus.block(segments * length - 11, 1, precision, random);
    States starts = new States(TestGrus.uniform(size * segments, 1, random), size);
    WalkResult first = TestWalks.first(kernel, block, length, JacobianForm.ZERO, starts);
    States moved = new States(TestGrus.uniform(size * segments, 1, random), size);
    boolean[] requested = new boolean[segments];
    for (int i = 0; i < segments; i++) {
      requested[i] = i % 3 != 1;
    }
    WalkResult second = TestWalks.again(kernel, block, length, first, moved, requested, tolerance);
    assertThat(second.ends().array()).as("seed %d", SEED).isEqualTo(first.ends().array());
    assertThat(second.largestJump()).as("seed %d", SEED).isBetween(Double.MIN_VALUE, 2 * tolerance);
    assertThat(second.steps()).as("seed %d", SEED).isBetween(32L * 66, 67L * 300);
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void aWalkThatMeetsNothingIsTheFirstWalkAgain(Precision precision) {
    Random random = new Random(SEED);
    int size = 7;
    Kernel kernel = new JvmKernels(TestGrus.gru(1, size, 1, random), precision).open(Optional.empty());
    InputBlock block = TestGrus.block(50 * 300, 1, precision, random);
    States starts = new States(TestGrus.uniform(size * 50, 1, random), size);
    WalkResult first = TestWalks.first(kernel, block, 300, JacobianForm.ZERO, starts);
    States noMarks = first.marks().copy();
    Arrays.fill(noMarks.array(), Double.NaN);
    WalkResult unmarked = new WalkResult(first.ends(), first.jacobians(), noMarks);
    boolean[] all = new boolean[50];
    Arrays.fill(all, true);
    WalkResult second = TestWalks.again(kernel, block, 300, unmarked, starts, all, 1);
    assertThat(second.ends().array()).as("seed %d", SEED).isEqualTo(first.ends().array());
    assertThat(second.marks().array()).as("seed %d", SEED).isEqualTo(first.marks().array());
    assertThat(second.steps()).as("seed %d", SEED).isEqualTo(50 * 300);
  }

  /** Relative to what is larger than 1. */
  private static double largestDifference(double[] a, double[] b) {
    double largest = 0;
    for (int i = 0; i < a.length; i++) {
      largest = Math.max(largest, Math.abs(a[i] - b[i]) / Math.max(1, Math.abs(b[i])));
    }
    return largest;
  }
}
