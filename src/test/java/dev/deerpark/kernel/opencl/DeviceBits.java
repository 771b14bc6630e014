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
import java.util.Random;

/** A model on a device and by the jvm kernel, which must have the same bits. */
final class DeviceBits {
  private static final long SEED = 17;

  /**
   * Lanes that fill no group, steps that are fetched in two parts, a last segment that is short.
   */
  static final int LANES = 37;

  static final int LENGTH = 41;

  private final String words;
  private final Precision precision;
  private final Random random = new Random(SEED);
  private final TestSpec spec;

  DeviceBits(String words, Precision precision) {
    this.words = words;
    this.precision = precision;
    this.spec = TestSpec.of(words, 1.5, random);
  }

  TestSpec spec() {
    return spec;
  }

  /** Walks in every form, and what it records. */
  void requireSameInEveryForm() {
    try (Kernel device = TestKernels.device(spec.model(), precision);
        Kernel jvm = TestKernels.jvm(spec.model(), precision)) {
      for (JacobianForm form : JacobianForm.values()) {
        requireSame(device, jvm, form, LENGTH, LANES);
        // one launch of segments of one step, as of a whole block
        requireSame(device, jvm, form, 1, 300);
      }
      requireSameRecord(device, jvm);
      // what walks do at restarts stands in the frame, so one model is enough in double
      if (precision == Precision.FLOAT || words.startsWith("gru ")) {
        requireSameWithRestarts(device, jvm);
      }
    }
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
