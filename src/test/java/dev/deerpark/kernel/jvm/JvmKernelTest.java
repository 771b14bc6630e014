package dev.deerpark.kernel.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.kernel.Kernel;
import dev.deerpark.kernel.SegmentWalk;
import dev.deerpark.kernel.TestGrus;
import dev.deerpark.kernel.TestWalks;
import dev.deerpark.kernel.reference.ReferenceKernels;
import dev.deerpark.recurrence.GruWeights;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Precision;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class JvmKernelTest {
  private static final long SEED = 6;

  /** Units in the last place of 1 that one step may differ from the readable reference. */
  private static final double ULPS = 4;

  @ParameterizedTest
  @CsvSource({"1, 0", "1, 3", "3, 1", "5, 2", "8, 3", "24, 1", "32, 0", "33, 2", "64, 2", "128, 3"})
  void aStepIsTheReferencesToAFewUlp(int size, int inputs) {
    for (Precision precision : Precision.values()) {
      Random random = new Random(SEED);
      GruWeights weights = TestGrus.gru(inputs, size, 1, random);
      InputBlock block = TestGrus.block(500, inputs, precision, random);
      double[] starts = TestGrus.uniform(size * 500, 1, random);
      SegmentWalk jvm = TestWalks.first(1, JacobianForm.ZERO, starts, size);
      SegmentWalk reference = TestWalks.first(1, JacobianForm.ZERO, starts, size);
      new JvmKernels(weights, precision).create().evaluate(block, jvm);
      new ReferenceKernels(weights, precision).create().evaluate(block, reference);
      assertThat(largestDifference(jvm.ends, reference.ends) / precision.ulpOfOne())
          .as("D=%d I=%d %s seed %d", size, inputs, precision, SEED)
          .isLessThanOrEqualTo(ULPS);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 3", "3, 1", "3, 40", "8, 2", "8, 7", "17, 5", "24, 33", "33, 1", "40, 9"})
  void productsOfJacobiansAreTheReferences(int size, int segments) {
    for (Precision precision : Precision.values()) {
      for (JacobianForm form : new JacobianForm[] {JacobianForm.DIAGONAL, JacobianForm.DENSE}) {
        for (int length : new int[] {1, 6}) {
          Random random = new Random(SEED);
          GruWeights weights = TestGrus.gru(2, size, 1.5, random);
          InputBlock block = TestGrus.block(segments * length, 2, precision, random);
          double[] starts = TestGrus.uniform(size * segments, 1, random);
          SegmentWalk jvm = TestWalks.first(length, form, starts, size);
          SegmentWalk reference = TestWalks.first(length, form, starts, size);
          new JvmKernels(weights, precision).create().evaluate(block, jvm);
          new ReferenceKernels(weights, precision).create().evaluate(block, reference);
          String what = String.format("%s L=%d %s seed %d", form, length, precision, SEED);
          assertThat(largestDifference(jvm.jacobians, reference.jacobians) / precision.ulpOfOne())
              .as(what)
              .isLessThanOrEqualTo(16 * length);
          assertThat(jvm.tangentSteps).as(what).isEqualTo(reference.tangentSteps);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void theBitsOfASegmentDoNotDependOnTheOthers(Precision precision) {
    Random random = new Random(SEED);
    int size = 9;
    int segments = 70;
    Kernel kernel = new JvmKernels(TestGrus.gru(1, size, 2, random), precision).create();
    InputBlock block = TestGrus.block(segments * 20, 1, precision, random);
    double[] starts = TestGrus.uniform(size * segments, 1, random);
    for (JacobianForm form : JacobianForm.values()) {
      SegmentWalk all = TestWalks.first(20, form, starts, size);
      kernel.evaluate(block, all);
      for (int requested : new int[] {0, 1, 3, 20, 69}) {
        SegmentWalk some = TestWalks.first(20, form, starts, size);
        for (int i = requested; i < segments; i++) {
          some.requested[i] = false;
        }
        kernel.evaluate(block, some);
        String what = String.format("%d segments, %s, seed %d", requested, form, SEED);
        int entries = form.entries(size);
        assertThat(some.ends)
            .as(what)
            .isEqualTo(Arrays.copyOf(Arrays.copyOf(all.ends, requested * size), all.ends.length));
        assertThat(some.jacobians)
            .as(what)
            .isEqualTo(
                Arrays.copyOf(
                    Arrays.copyOf(all.jacobians, requested * entries), all.jacobians.length));
        assertThat(some.steps).as(what).isEqualTo(requested * 20L);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void aWalkThatMeetsTheEarlierOneEndsThere(Precision precision) {
    Random random = new Random(SEED);
    int size = 10;
    int segments = 100;
    int length = 700;
    double tolerance = 16 * precision.ulpOfOne();
    Kernel kernel = new JvmKernels(TestGrus.gru(1, size, 1.2, random), precision).create();
    InputBlock block = TestGrus.block(segments * length - 11, 1, precision, random);
    SegmentWalk first =
        TestWalks.first(
            length, JacobianForm.ZERO, TestGrus.uniform(size * segments, 1, random), size);
    kernel.evaluate(block, first);
    double[] moved = TestGrus.uniform(size * segments, 1, random);
    boolean[] requested = new boolean[segments];
    for (int i = 0; i < segments; i++) {
      requested[i] = i % 3 != 1;
    }
    SegmentWalk second = TestWalks.again(first, moved, requested, tolerance);
    kernel.evaluate(block, second);
    assertThat(second.ends).as("seed %d", SEED).isEqualTo(first.ends);
    assertThat(second.largestJump).as("seed %d", SEED).isBetween(Double.MIN_VALUE, 2 * tolerance);
    assertThat(second.steps).as("seed %d", SEED).isBetween(32L * 66, 67L * 300);
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void aWalkThatMeetsNothingIsTheFirstWalkAgain(Precision precision) {
    Random random = new Random(SEED);
    int size = 7;
    Kernel kernel = new JvmKernels(TestGrus.gru(1, size, 1, random), precision).create();
    InputBlock block = TestGrus.block(50 * 300, 1, precision, random);
    double[] starts = TestGrus.uniform(size * 50, 1, random);
    SegmentWalk first = TestWalks.first(300, JacobianForm.ZERO, starts, size);
    kernel.evaluate(block, first);
    SegmentWalk second = TestWalks.again(first, starts, first.requested, 1);
    Arrays.fill(second.marks, Double.NaN);
    kernel.evaluate(block, second);
    assertThat(second.ends).as("seed %d", SEED).isEqualTo(first.ends);
    assertThat(second.marks).as("seed %d", SEED).isEqualTo(first.marks);
    assertThat(second.steps).as("seed %d", SEED).isEqualTo(50 * 300);
  }

  private static double largestDifference(double[] a, double[] b) {
    double largest = 0;
    for (int i = 0; i < a.length; i++) {
      largest = Math.max(largest, Math.abs(a[i] - b[i]));
    }
    return largest;
  }
}
