// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.base.Numbers;
import dev.deerpark.base.Precision;
import dev.deerpark.kernel.Kernel;
import dev.deerpark.kernel.MeetingMarks;
import dev.deerpark.kernel.TestSpec;
import dev.deerpark.kernel.TestWalks;
import dev.deerpark.kernel.WalkResult;
import dev.deerpark.kernel.opencl.device.DeviceMemory;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Restarts;
import dev.deerpark.sequence.States;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Wherever series begin, a device has the bits of the jvm kernel and counts what that counts. */
@NeedsDevice
class DeviceRestartsTest {
  private static final long SEED = 31;
  private static final Precision PRECISION = Precision.FLOAT;

  /** Steps after which walks are compared. */
  private static final int MARK = MeetingMarks.of(83)[0];

  /** Lanes that fill no group. */
  private static final int LANES = 37;

  private static TestSpec network(Random random) {
    return TestSpec.of("gru 17 2", 1.5, random);
  }

  /** A block, and where its segments start. */
  private record Case(InputBlock block, int length, States starts, States moved, String what) {
    static Case of(TestSpec spec, int length, int[] at, Random random, String what) {
      InputBlock plain = TestKernels.block(steps(length), spec.inputSize(), PRECISION, random);
      Restarts restarts = TestKernels.restarts(at, random.nextBoolean(), spec, random);
      States starts = spec.starts(LANES, random);
      return new Case(
          plain.with(restarts), length, starts, spec.starts(LANES, random), what + " " + length);
    }

    /** The last segment is short. */
    static int steps(int length) {
      return LANES * length - length / 3;
    }

    void requireSame(Kernel device, Kernel jvm) {
      for (JacobianForm form : JacobianForm.values()) {
        requireSame(
            TestWalks.first(device, block, length, form, starts),
            TestWalks.first(jvm, block, length, form, starts),
            form.toString());
      }
      requireSameAgain(device, jvm);
      requireSameRecord(device, jvm);
    }

    /** Walks that meet nowhere, in some places and soon, or end at a restart. */
    private void requireSameAgain(Kernel device, Kernel jvm) {
      boolean[] requested = new boolean[LANES];
      for (int segment = 0; segment < LANES; segment++) {
        requested[segment] = segment % 5 != 1;
      }
      WalkResult first = TestWalks.first(jvm, block, length, JacobianForm.ZERO, starts);
      for (double tolerance : new double[] {0, 1e-3, 1e-1}) {
        requireSame(
            TestWalks.again(device, block, length, first, moved, requested, tolerance),
            TestWalks.again(jvm, block, length, first, moved, requested, tolerance),
            "again, tolerance " + tolerance);
      }
    }

    private void requireSameRecord(Kernel device, Kernel jvm) {
      Numbers given = PRECISION.allocate(block.steps() * starts.size());
      Numbers expected = PRECISION.allocate(block.steps() * starts.size());
      device.record(block, length, 0, LANES, starts, given);
      jvm.record(block, length, 0, LANES, starts, expected);
      assertThat(given).as(seeded("record")).usingRecursiveComparison().isEqualTo(expected);
    }

    private void requireSame(WalkResult given, WalkResult expected, String how) {
      String seeded = seeded(how);
      assertThat(given.ends().array()).as(seeded).isEqualTo(expected.ends().array());
      assertThat(given.marks().array()).as(seeded).isEqualTo(expected.marks().array());
      assertThat(given.jacobians()).as(seeded).isEqualTo(expected.jacobians());
      assertThat(given.steps()).as(seeded).isEqualTo(expected.steps());
      assertThat(given.tangentSteps()).as(seeded).isEqualTo(expected.tangentSteps());
      assertThat(given.largestJump()).as(seeded).isEqualTo(expected.largestJump());
    }

    private String seeded(String how) {
      return String.format("%s, %s, seed %d", what, how, SEED);
    }
  }

  /** Whether a step of a segment of some length begins a series. */
  private interface Pattern {
    boolean begins(int step, int length);
  }

  private static Map<String, Pattern> patterns(Random random) {
    return Map.of(
        "nowhere", (step, length) -> false,
        "at every step", (step, length) -> true,
        "at each segment's first step", (step, length) -> step % length == 0,
        "at each segment's last step", (step, length) -> step % length == length - 1,
        "at the block's ends", (step, length) -> step == 0 || step == Case.steps(length) - 1,
        "where walks are compared", (step, length) -> step % length == MARK,
        "two by two", (step, length) -> step % 5 < 2,
        "often", (step, length) -> random.nextInt(6) == 0,
        "rarely", (step, length) -> random.nextInt(150) == 0);
  }

  /**
   * Whether the jvm kernel takes over the last lanes or none, and whether the device is asked at
   * every mark or at the end alone.
   */
  @ParameterizedTest
  @CsvSource({"0, 0", "4, 0", "0, 1e9", "4, 1e9"})
  void itsWalksAreTheJvmKernels(int few, double worthALaunch) {
    Random random = new Random(SEED);
    TestSpec spec = network(random);
    try (Kernel device =
            TestKernels.device(spec.model(), PRECISION, TestKernels.MEMORY, few, worthALaunch);
        Kernel jvm = TestKernels.jvm(spec.model(), PRECISION)) {
      patterns(random)
          .forEach(
              (where, pattern) -> {
                for (int length : new int[] {1, 7, 83}) {
                  int[] at =
                      IntStream.range(0, Case.steps(length))
                          .filter(step -> pattern.begins(step, length))
                          .toArray();
                  Case.of(spec, length, at, random, where).requireSame(device, jvm);
                }
              });
    }
  }

  /** In batches of lanes, and of steps where every state is kept. */
  @Test
  void aDeviceWithLittleMemoryWalksInBatches() {
    Random random = new Random(SEED);
    TestSpec spec = network(random);
    int[] at = IntStream.range(0, Case.steps(41)).filter(step -> random.nextInt(9) == 0).toArray();
    Case one = Case.of(spec, 41, at, random, "batches");
    long weights = 4L * 3 * 20 * (17 + 2 + 3);
    long inputs = 4L * 2 * one.block.steps();
    long restarts = 4L * at.length * (1 + 17);
    DeviceMemory memory = DeviceMemory.parse(Long.toString(weights + inputs + restarts + 12_000));
    try (Kernel device = TestKernels.device(spec.model(), PRECISION, memory, 0);
        Kernel jvm = TestKernels.jvm(spec.model(), PRECISION)) {
      one.requireSame(device, jvm);
    }
  }

  /** Two places in memory for what a group shares, in both of which it looks for restarts. */
  @ParameterizedTest
  @ValueSource(longs = {4000, 100})
  void littleSharedMemoryChangesNoBit(long bytes) {
    Random random = new Random(SEED);
    TestSpec spec = network(random);
    int[] at = IntStream.range(0, Case.steps(41)).filter(step -> random.nextInt(9) == 0).toArray();
    try (Kernel device = TestKernels.sharing(spec.model(), PRECISION, bytes);
        Kernel jvm = TestKernels.jvm(spec.model(), PRECISION)) {
      Case.of(spec, 41, at, random, bytes + " bytes").requireSame(device, jvm);
    }
  }
}
