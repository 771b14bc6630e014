// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.base.Numbers;
import dev.deerpark.base.Precision;
import dev.deerpark.kernel.Kernel;
import dev.deerpark.kernel.TestSpec;
import dev.deerpark.kernel.TestWalks;
import dev.deerpark.kernel.WalkResult;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.States;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A device has the bits of the jvm kernel, in every number that it gives. */
@NeedsDevice
class OpenClBitsTest {
  private static final long SEED = 17;

  /**
   * Lanes that fill no group, steps that are fetched in two parts, a last segment that is short.
   */
  private static final int LANES = 37;

  private static final int LENGTH = 41;

  @ParameterizedTest
  @MethodSource
  void everyModelInEveryFormHasTheBitsOfTheJvmKernel(String words, Precision precision) {
    Case run = new Case(words, precision);
    try (Kernel device = TestKernels.device(run.spec.model(), precision);
        Kernel jvm = TestKernels.jvm(run.spec.model(), precision)) {
      for (JacobianForm form : JacobianForm.values()) {
        run.requireSame(device, jvm, form, LENGTH, LANES);
        // one launch of segments of one step, as of a whole block
        run.requireSame(device, jvm, form, 1, 300);
      }
      run.requireSameRecord(device, jvm);
      // what walks do at restarts stands in the frame, so one model is enough in double
      if (precision == Precision.FLOAT || words.startsWith("gru ")) {
        run.requireSameWithRestarts(device, jvm);
      }
    }
  }

  static Stream<Arguments> everyModelInEveryFormHasTheBitsOfTheJvmKernel() {
    return TestSpec.everyModel(17, 2).stream()
        .flatMap(words -> Arrays.stream(Precision.values()).map(p -> Arguments.of(words, p)));
  }

  /** States of one number, more directions than a group carries, a small circle. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "gru 1 0",
        "gru 33 3",
        "lstm_peepholes 1 0",
        "lstm 33 3",
        "gru_before 1 0",
        "mgu 33 3",
        "lem 1 0",
        "lem 33 3",
        "rnn_relu 33 0",
        "lorenz96 4 0"
      })
  void otherSizesHaveThemToo(String words) {
    Case run = new Case(words, Precision.FLOAT);
    try (Kernel device = TestKernels.device(run.spec.model(), Precision.FLOAT);
        Kernel jvm = TestKernels.jvm(run.spec.model(), Precision.FLOAT)) {
      run.requireSame(device, jvm, JacobianForm.DIAGONAL, LENGTH, LANES);
      run.requireSame(device, jvm, JacobianForm.DENSE, 5, LANES);
    }
  }

  /**
   * What a group shares gets smaller with the room for it, and lies in the device's memory at last.
   */
  @ParameterizedTest
  @CsvSource({
    "gru, DIAGONAL, 4000",
    "gru, DIAGONAL, 100",
    "gru, DENSE, 4000",
    "gru, DENSE, 100",
    "gru_before, DIAGONAL, 100",
    "gru_before, DENSE, 100",
    "lem, DENSE, 4000"
  })
  void littleSharedMemoryChangesNoBit(String type, JacobianForm form, long bytes) {
    Case run = new Case(type + " 17 2", Precision.FLOAT);
    try (Kernel device = TestKernels.sharing(run.spec.model(), Precision.FLOAT, bytes);
        Kernel jvm = TestKernels.jvm(run.spec.model(), Precision.FLOAT)) {
      run.requireSame(device, jvm, form, LENGTH, LANES);
      run.requireSameWithRestarts(device, jvm);
    }
  }

  private static final class Case {
    private final String words;
    private final Precision precision;
    private final Random random = new Random(SEED);
    private final TestSpec spec;

    Case(String words, Precision precision) {
      this.words = words;
      this.precision = precision;
      this.spec = TestSpec.of(words, 1.5, random);
    }

    private String what(JacobianForm form, int length) {
      return String.format("%s, %s, %s, length %d, seed %d", words, precision, form, length, SEED);
    }

    void requireSame(Kernel device, Kernel jvm, JacobianForm form, int length, int segments) {
      InputBlock block = block(length * segments - length / 3);
      requireSame(device, jvm, form, length, block, spec.starts(segments, random));
    }

    private void requireSame(
        Kernel device, Kernel jvm, JacobianForm form, int length, InputBlock block, States starts) {
      WalkResult given = TestWalks.first(device, block, length, form, starts);
      WalkResult expected = TestWalks.first(jvm, block, length, form, starts);
      String what = what(form, length);
      assertThat(given.ends().array()).as(what).isEqualTo(expected.ends().array());
      assertThat(given.marks().array()).as(what).isEqualTo(expected.marks().array());
      assertThat(given.jacobians()).as(what).isEqualTo(expected.jacobians());
      assertThat(given.steps()).as(what).isEqualTo(expected.steps());
      assertThat(given.tangentSteps()).as(what).isEqualTo(expected.tangentSteps());
    }

    private InputBlock block(int steps) {
      return TestKernels.block(steps, spec.inputSize(), precision, random);
    }

    /** Series of some ten steps, which begin in most segments. */
    void requireSameWithRestarts(Kernel device, Kernel jvm) {
      InputBlock plain = block(LANES * LENGTH - 7);
      InputBlock block = plain.with(TestKernels.restarts(plain.steps(), 30, false, spec, random));
      States starts = spec.starts(LANES, random);
      requireSame(device, jvm, JacobianForm.ZERO, LENGTH, block, starts);
      requireSameRecord(device, jvm, block);
    }

    void requireSameRecord(Kernel device, Kernel jvm) {
      requireSameRecord(device, jvm, block(LENGTH * LANES - 5));
    }

    private void requireSameRecord(Kernel device, Kernel jvm, InputBlock block) {
      States starts = spec.starts(LANES, random);
      int from = 2;
      int length = (block.steps() - from * LENGTH) * spec.stateSize();
      Numbers given = precision.allocate(length);
      Numbers expected = precision.allocate(length);
      device.record(block, LENGTH, from, LANES, starts, given);
      jvm.record(block, LENGTH, from, LANES, starts, expected);
      assertThat(given).as("record, " + words).usingRecursiveComparison().isEqualTo(expected);
    }
  }
}
