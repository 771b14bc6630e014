// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.jvm;

import static dev.deerpark.kernel.TestSpec.everyModel;
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
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class JvmKernelTest {
  private static final long SEED = 6;

  /** In units in the last place of 1, or of a larger number. */
  @ParameterizedTest
  @MethodSource
  void aStepIsTheReferencesToAFewUlp(String words) {
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
          .isLessThanOrEqualTo(ulps(words, spec));
    }
  }

  /** A sum that no gate scales down rounds more with every term. */
  private static double ulps(String words, TestSpec spec) {
    boolean bare = words.matches("(mean_field|rnn|diagonal_linear).*|\\w*relu.*");
    double terms = bare ? spec.stateSize() + spec.inputSize() : 1;
    return Math.max(4, Math.sqrt(terms));
  }

  static Stream<String> aStepIsTheReferencesToAFewUlp() {
    return Stream.of(
            everyModel(1, 0),
            everyModel(3, 1),
            everyModel(5, 2),
            everyModel(17, 3),
            everyModel(24, 1),
            everyModel(33, 2),
            everyModel(40, 1),
            everyModel(64, 64),
            everyModel(128, 3))
        .flatMap(List::stream)
        .distinct();
  }

  @ParameterizedTest
  @MethodSource
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
                  new JvmKernels(spec.model(), precision).open(Optional.empty()),
                  block,
                  length,
                  form,
                  starts);
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

  static Stream<Arguments> productsOfJacobiansAreTheReferences() {
    return Stream.of(everyModel(1, 2), everyModel(5, 2), everyModel(18, 0), everyModel(33, 1))
        .flatMap(List::stream)
        .distinct()
        .flatMap(words -> Stream.of(1, 7, 40).map(segments -> Arguments.of(words, segments)));
  }

  /** Whether they are walked in lanes or, being few, alone. */
  @ParameterizedTest
  @MethodSource
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

  static Stream<Arguments> theBitsOfASegmentDoNotDependOnTheOthers() {
    return Stream.of(everyModel(9, 1), everyModel(17, 0))
        .flatMap(List::stream)
        .distinct()
        .flatMap(words -> Arrays.stream(Precision.values()).map(p -> Arguments.of(words, p)));
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void aWalkThatMeetsTheEarlierOneEndsThere(Precision precision) {
    Random random = new Random(SEED);
    int size = 10;
    int segments = 100;
    int length = 700;
    double tolerance = 16 * precision.ulpOfOne();
    Kernel kernel =
        new JvmKernels(TestGrus.gru(1, size, 1.2, random), precision).open(Optional.empty());
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
    Kernel kernel =
        new JvmKernels(TestGrus.gru(1, size, 1, random), precision).open(Optional.empty());
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
