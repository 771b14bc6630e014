// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.jvm;

import static dev.deerpark.kernel.TestSpec.everyModel;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.base.Precision;
import dev.deerpark.kernel.Kernel;
import dev.deerpark.kernel.MeetingMarks;
import dev.deerpark.kernel.TestGrus;
import dev.deerpark.kernel.TestSpec;
import dev.deerpark.kernel.TestWalks;
import dev.deerpark.kernel.WalkResult;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.States;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A lane that starts where the loop is has the loop's bits. */
class LaneBitsTest {
  private static final long SEED = 5;
  private static final int LENGTH = 37;

  @ParameterizedTest
  @MethodSource
  void aLaneHasTheLoopsBitsForAnyNumberOfLanes(String words) {
    for (Precision precision : Precision.values()) {
      for (int lanes = 1; lanes <= 40; lanes++) {
        requireBits(words, lanes, precision);
      }
    }
  }

  static Stream<String> aLaneHasTheLoopsBitsForAnyNumberOfLanes() {
    return Stream.of(everyModel(1, 0), everyModel(3, 2), everyModel(8, 3))
        .flatMap(List::stream)
        .distinct();
  }

  @ParameterizedTest
  @MethodSource
  void aLaneHasTheLoopsBitsForAnySize(String words) {
    for (Precision precision : Precision.values()) {
      for (int lanes : new int[] {1, 7, 16, 33, 40}) {
        requireBits(words, lanes, precision);
      }
    }
  }

  static Stream<String> aLaneHasTheLoopsBitsForAnySize() {
    return Stream.of(
            everyModel(1, 0),
            everyModel(16, 2),
            everyModel(17, 17),
            everyModel(33, 0),
            everyModel(40, 1),
            everyModel(64, 3),
            everyModel(128, 2))
        .flatMap(List::stream)
        .distinct();
  }

  private static void requireBits(String words, int lanes, Precision precision) {
    Random random = new Random(SEED);
    TestSpec spec = TestSpec.of(words, 2, random);
    InputBlock block = TestGrus.block(LENGTH * lanes - 3, spec.inputSize(), precision, random);
    States starts = spec.starts(lanes, random);
    Kernel kernel = new JvmKernels(spec.model(), precision).open(Optional.empty());
    for (JacobianForm form : JacobianForm.values()) {
      if (form != JacobianForm.DENSE || spec.stateSize() <= 40) {
        WalkResult walk = TestWalks.first(kernel, block, LENGTH, form, starts);
        String what =
            String.format("%s, lanes=%d %s %s seed %d", words, lanes, precision, form, SEED);
        assertThat(walk.steps()).as(what).isEqualTo(block.steps());
        requireLoop(kernel, block, starts, walk, what);
      }
    }
  }

  /** Ends and marks are those of the loop from the same starts. */
  private static void requireLoop(
      Kernel kernel, InputBlock block, States starts, WalkResult walk, String what) {
    int size = starts.size();
    int mark = MeetingMarks.of(LENGTH)[0];
    for (int segment = 0; segment < starts.count(); segment++) {
      int first = segment * LENGTH;
      int to = Math.min(first + LENGTH, block.steps());
      double[] state = starts.get(segment);
      double[] atMark = new double[size];
      kernel.trace(
          block,
          first,
          to,
          state,
          (step, s) -> {
            if (step == first + mark - 1) {
              System.arraycopy(s, 0, atMark, 0, size);
            }
          });
      assertThat(walk.ends().get(segment))
          .as("end of segment %d, %s", segment, what)
          .isEqualTo(state);
      assertThat(walk.marks().get(segment))
          .as("mark of segment %d, %s", segment, what)
          .isEqualTo(atMark);
    }
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void theLoopMayStopAndGoOnAnywhere(Precision precision) {
    Random random = new Random(SEED);
    Kernel kernel =
        new JvmKernels(TestGrus.gru(2, 11, 2, random), precision).open(Optional.empty());
    InputBlock block = TestGrus.block(200, 2, precision, random);
    double[] whole = TestGrus.uniform(11, 1, random);
    double[] parts = whole.clone();
    kernel.trace(block, 0, 200, whole, (step, s) -> {});
    int[] stops = {0, 1, 33, 33, 100, 199, 200};
    for (int i = 1; i < stops.length; i++) {
      kernel.trace(block, stops[i - 1], stops[i], parts, (step, s) -> {});
    }
    assertThat(parts).as("seed %d", SEED).isEqualTo(whole);
  }

  @ParameterizedTest
  @MethodSource("everyModelOfSixNumbers")
  void aLaneThatOverflowedSpoilsNoOther(String words) {
    Random random = new Random(SEED);
    TestSpec spec = TestSpec.of(words, 2, random);
    int size = spec.stateSize();
    Kernel kernel = new JvmKernels(spec.model(), Precision.FLOAT).open(Optional.empty());
    InputBlock block = TestGrus.block(LENGTH * 20, spec.inputSize(), Precision.FLOAT, random);
    States starts = spec.starts(20, random);
    States spoilt = starts.copy();
    spoilt.array()[7 * size + 1] = Double.NaN;
    spoilt.array()[11 * size] = Double.POSITIVE_INFINITY;
    for (JacobianForm form : JacobianForm.values()) {
      WalkResult clean = TestWalks.first(kernel, block, LENGTH, form, starts);
      WalkResult dirty = TestWalks.first(kernel, block, LENGTH, form, spoilt);
      for (int segment = 0; segment < 20; segment++) {
        boolean same = Arrays.equals(clean.ends().get(segment), dirty.ends().get(segment));
        // Infinity may be forgotten, where an activation is bounded; NaN is not.
        if (segment != 11) {
          assertThat(same)
              .as("%s, segment %d, %s, seed %d", words, segment, form, SEED)
              .isEqualTo(segment != 7);
        }
      }
    }
  }

  static List<String> everyModelOfSixNumbers() {
    return everyModel(6, 1);
  }
}
