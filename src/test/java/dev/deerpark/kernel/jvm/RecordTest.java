// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.base.Numbers;
import dev.deerpark.base.Precision;
import dev.deerpark.kernel.Kernel;
import dev.deerpark.kernel.TestGrus;
import dev.deerpark.kernel.TestSpec;
import dev.deerpark.kernel.reference.ReferenceKernels;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.States;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The states that are recorded of segments side by side are those of the loop, in every bit. */
class RecordTest {
  private static final long SEED = 11;

  /** Full groups of 32 lanes, a part of one, a single segment; the last is short but for one. */
  @ParameterizedTest
  @CsvSource({
    "gru 5 1, 37, 1184",
    "gru 5 0, 37, 1180",
    "gru 3 2, 40, 2777",
    "gru 24 1, 50, 1999",
    "gru 33 1, 64, 3201",
    "gru 8 1, 1, 70",
    "gru 8 1, 100, 99",
    "gru 8 3, 1000, 3999",
    "gru 64 2, 17, 700"
  })
  void allSegmentsHaveTheLoopsBits(String words, int length, int steps) {
    for (Precision precision : Precision.values()) {
      Case run = new Case(words, length, steps, precision);
      run.requireLoop(run.lanes(), 0, run.segments());
      run.requireLoop(run.reference(), 0, run.segments());
    }
  }

  @ParameterizedTest
  @MethodSource("everyModelOfSeventeenNumbers")
  void allSegmentsOfEveryModelHaveTheLoopsBits(String words) {
    allSegmentsHaveTheLoopsBits(words, 37, 1180);
  }

  static List<String> everyModelOfSeventeenNumbers() {
    return TestSpec.everyModel(17, 3);
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void anyWindowOfSegmentsHasTheLoopsBits(Precision precision) {
    Case run = new Case("gru 7 1", 11, 40 * 11 - 4, precision);
    Kernel lanes = run.lanes();
    Kernel reference = run.reference();
    for (int from = 0; from <= run.segments(); from++) {
      for (int to = from; to <= run.segments(); to++) {
        run.requireLoop(lanes, from, to);
        run.requireLoop(reference, from, to);
      }
    }
  }

  @Test
  void aSegmentThatLeavesTheFiniteNumbersSpoilsNoOther() {
    Case run = new Case("gru 6 1", 37, 37 * 20, Precision.FLOAT);
    run.starts.array()[7 * 6 + 2] = Double.NaN;
    run.starts.array()[11 * 6] = Double.POSITIVE_INFINITY;
    run.requireLoop(run.lanes(), 0, 20);
    run.requireLoop(run.reference(), 0, 20);
  }

  /** A model, its inputs, and starts that no walk comes to. */
  private static final class Case {
    private final String words;
    private final int size;
    private final int length;
    private final Precision precision;
    private final TestSpec spec;
    private final InputBlock block;
    private final States starts;

    Case(String words, int length, int steps, Precision precision) {
      Random random = new Random(SEED);
      this.words = words;
      this.spec = TestSpec.of(words, 2, random);
      this.size = spec.stateSize();
      this.length = length;
      this.precision = precision;
      this.block = TestGrus.block(steps, spec.inputSize(), precision, random);
      this.starts = spec.starts(segments(), random);
    }

    int segments() {
      return (block.steps() + length - 1) / length;
    }

    Kernel lanes() {
      return new JvmKernels(spec.model(), precision).open(Optional.empty());
    }

    Kernel reference() {
      return new ReferenceKernels(spec.model(), precision).open(Optional.empty());
    }

    void requireLoop(Kernel kernel, int from, int to) {
      int first = Math.min(from * length, block.steps());
      int steps = Math.min(to * length, block.steps()) - first;
      double[] before = starts.array().clone();
      Numbers recorded = precision.allocate(steps * size);

      kernel.record(block, length, from, to, starts, recorded);

      String what =
          String.format(
              "%s, %d steps by %d, segments %d to %d, %s, %s, seed %d",
              words, block.steps(), length, from, to, precision, kernel.getClass(), SEED);
      assertThat(bits(recorded)).as(what).isEqualTo(bits(loop(kernel, from, to, first, steps)));
      assertThat(starts.array()).as("starts, " + what).isEqualTo(before);
    }

    private static long[] bits(Numbers numbers) {
      return IntStream.range(0, numbers.length())
          .mapToLong(i -> Double.doubleToLongBits(numbers.get(i)))
          .toArray();
    }

    private Numbers loop(Kernel kernel, int from, int to, int first, int steps) {
      Numbers states = precision.allocate(steps * size);
      for (int segment = from; segment < to; segment++) {
        double[] state = starts.get(segment);
        int end = Math.min((segment + 1) * length, block.steps());
        kernel.trace(
            block,
            segment * length,
            end,
            state,
            (step, s) -> {
              for (int i = 0; i < size; i++) {
                states.set((step - first) * size + i, s[i]);
              }
            });
      }
      return states;
    }
  }
}
