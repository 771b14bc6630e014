// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.opencl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.base.Numbers;
import dev.deerpark.base.Precision;
import dev.deerpark.kernel.DeviceAddress;
import dev.deerpark.kernel.HeldJacobians;
import dev.deerpark.kernel.JacobianUse;
import dev.deerpark.kernel.Kernel;
import dev.deerpark.kernel.TestSpec;
import dev.deerpark.kernel.TestWalks;
import dev.deerpark.kernel.WalkRequest;
import dev.deerpark.kernel.WalkResult;
import dev.deerpark.kernel.opencl.device.ContextUsers;
import dev.deerpark.kernel.opencl.device.Device;
import dev.deerpark.kernel.opencl.device.DeviceInfo;
import dev.deerpark.kernel.opencl.device.DeviceMemory;
import dev.deerpark.kernel.opencl.device.DeviceMemoryException;
import dev.deerpark.kernel.opencl.device.Devices;
import dev.deerpark.kernel.opencl.device.OpenDevices;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.States;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** How a walk on a device begins, ends and shares the device's memory. */
@NeedsDevice
class OpenClKernelTest {
  /** More than what the driver of a device gives up late, of commands that have ended. */
  private static final int MANY = 20;

  private static final long SEED = 23;
  private static final Precision PRECISION = Precision.FLOAT;
  private static final int SIZE = 17;
  private static final int INPUTS = 2;

  /** The network of the other tests, so that its programs are compiled once. */
  private static TestSpec network(double gain) {
    return TestSpec.of("gru " + SIZE + " " + INPUTS, gain, new Random(SEED));
  }

  /**
   * Whether the jvm kernel takes over the last lanes or none, and whether the device is asked at
   * every mark, after some, or at the end alone.
   */
  @ParameterizedTest
  @CsvSource({"0, 0", "4, 0", "40, 0", "0, 1.5e6", "4, 1.5e6", "0, 1e9"})
  void aWalkEndsWhereItMeetsTheEarlierOneAsByTheJvmKernel(int few, double worthALaunch) {
    Random random = new Random(SEED);
    TestSpec spec = network(1.2);
    int segments = 40;
    int length = 500;
    InputBlock block = TestKernels.block(segments * length - 11, INPUTS, PRECISION, random);
    States starts = spec.starts(segments, random);
    States moved = spec.starts(segments, random);
    boolean[] requested = new boolean[segments];
    for (int i = 0; i < segments; i++) {
      requested[i] = i % 3 != 1;
    }
    try (Kernel device =
            TestKernels.device(spec.model(), PRECISION, TestKernels.MEMORY, few, worthALaunch);
        Kernel jvm = TestKernels.jvm(spec.model(), PRECISION)) {
      WalkResult first = TestWalks.first(jvm, block, length, JacobianForm.ZERO, starts);
      requireSame(
          TestWalks.first(device, block, length, JacobianForm.ZERO, starts), first, "first walk");
      // the last meets nowhere
      Arrays.fill(
          first.marks().array(),
          first.marks().offset(segments * 6),
          first.marks().array().length,
          Double.NaN);
      for (double tolerance : new double[] {0, 1e-5, 1e-2}) {
        WalkResult given =
            TestWalks.again(device, block, length, first, moved, requested, tolerance);
        WalkResult expected =
            TestWalks.again(jvm, block, length, first, moved, requested, tolerance);
        requireSame(given, expected, "tolerance " + tolerance);
      }
    }
  }

  private static void requireSame(WalkResult given, WalkResult expected, String what) {
    String seeded = what + ", seed " + SEED;
    assertThat(given.ends().array()).as(seeded).isEqualTo(expected.ends().array());
    assertThat(given.marks().array()).as(seeded).isEqualTo(expected.marks().array());
    assertThat(given.jacobians()).as(seeded).isEqualTo(expected.jacobians());
    assertThat(given.steps()).as(seeded).isEqualTo(expected.steps());
    assertThat(given.tangentSteps()).as(seeded).isEqualTo(expected.tangentSteps());
    assertThat(given.largestJump()).as(seeded).isEqualTo(expected.largestJump());
  }

  /**
   * Among others, or being few, by the jvm kernel; those that were not asked for are left alone.
   */
  @ParameterizedTest
  @EnumSource(JacobianForm.class)
  void theBitsOfASegmentDoNotDependOnTheOthers(JacobianForm form) {
    Random random = new Random(SEED);
    TestSpec spec = network(2);
    InputBlock block = TestKernels.block(50 * 20, INPUTS, PRECISION, random);
    States starts = spec.starts(50, random);
    try (Kernel device = TestKernels.device(spec.model(), PRECISION, TestKernels.MEMORY, 4)) {
      WalkResult all = TestWalks.first(device, block, 20, form, starts);
      int entries = form.entries(SIZE);
      for (int requested : new int[] {0, 1, 4, 5, 33}) {
        WalkResult some =
            TestWalks.walk(device, block, WalkRequest.range(20, form, starts, 9, 9 + requested));
        double[] ends = new double[50 * SIZE];
        double[] jacobians = new double[50 * entries];
        System.arraycopy(all.ends().array(), 9 * SIZE, ends, 9 * SIZE, requested * SIZE);
        System.arraycopy(all.jacobians(), 9 * entries, jacobians, 9 * entries, requested * entries);
        String what = String.format("%d segments, %s, seed %d", requested, form, SEED);
        assertThat(some.ends().array()).as(what).isEqualTo(ends);
        assertThat(some.jacobians()).as(what).isEqualTo(jacobians);
        assertThat(some.steps()).as(what).isEqualTo(requested * 20L);
      }
    }
  }

  @Test
  void aLaneThatOverflowedSpoilsNoOther() {
    Random random = new Random(SEED);
    TestSpec spec = network(2);
    InputBlock block = TestKernels.block(37 * 20, INPUTS, PRECISION, random);
    States starts = spec.starts(20, random);
    States spoilt = starts.copy();
    spoilt.array()[7 * SIZE + 1] = Double.NaN;
    spoilt.array()[11 * SIZE] = Double.POSITIVE_INFINITY;
    try (Kernel device = TestKernels.device(spec.model(), PRECISION)) {
      for (JacobianForm form : JacobianForm.values()) {
        WalkResult clean = TestWalks.first(device, block, 37, form, starts);
        WalkResult dirty = TestWalks.first(device, block, 37, form, spoilt);
        for (int segment = 0; segment < 20; segment++) {
          boolean same = Arrays.equals(clean.ends().get(segment), dirty.ends().get(segment));
          assertThat(same)
              .as("segment %d, %s, seed %d", segment, form, SEED)
              .isEqualTo(segment != 7 && segment != 11);
        }
      }
    }
  }

  /** In batches of lanes, and of steps where every state is kept. */
  @Test
  void aDeviceWithLittleMemoryWalksInBatches() {
    Random random = new Random(SEED);
    TestSpec spec = network(1.5);
    int segments = 70;
    int length = 41;
    InputBlock block = TestKernels.block(segments * length - 9, INPUTS, PRECISION, random);
    States starts = spec.starts(segments, random);
    long inputs = 4L * INPUTS * block.steps();
    long weights = 4L * 3 * 20 * (SIZE + INPUTS + 3);
    DeviceMemory memory = DeviceMemory.parse(Long.toString(weights + inputs + 40_000));
    try (Kernel device = TestKernels.device(spec.model(), PRECISION, memory, 0);
        Kernel jvm = TestKernels.jvm(spec.model(), PRECISION)) {
      for (JacobianForm form : JacobianForm.values()) {
        requireSame(
            TestWalks.first(device, block, length, form, starts),
            TestWalks.first(jvm, block, length, form, starts),
            form.toString());
      }
      int numbers = block.steps() * SIZE;
      Numbers given = PRECISION.allocate(numbers);
      Numbers expected = PRECISION.allocate(numbers);
      device.record(block, length, 0, segments, starts, given);
      jvm.record(block, length, 0, segments, starts, expected);
      assertThat(given).as("record").usingRecursiveComparison().isEqualTo(expected);
    }
  }

  /** Inputs that come early make room for the walk of the block before. */
  @Test
  void fetchingTakesNoRoomThatAWalkNeeds() {
    Random random = new Random(SEED);
    TestSpec spec = network(1.5);
    InputBlock[] blocks = new InputBlock[2];
    for (int i = 0; i < blocks.length; i++) {
      Numbers numbers = TestKernels.block(2000, INPUTS, PRECISION, random).inputs();
      blocks[i] = new InputBlock(i, 2000L * i, 2000, INPUTS, numbers);
    }
    States starts = spec.starts(50, random);
    DeviceMemory memory = DeviceMemory.parse("40000");
    try (Kernel device = TestKernels.device(spec.model(), PRECISION, memory, 0);
        Kernel jvm = TestKernels.jvm(spec.model(), PRECISION)) {
      for (int sweep = 0; sweep < 3; sweep++) {
        for (InputBlock block : blocks) {
          device.fetch(blocks[1 - block.index()]);
          requireSame(
              TestWalks.first(device, block, 40, JacobianForm.DENSE, starts),
              TestWalks.first(jvm, block, 40, JacobianForm.DENSE, starts),
              "sweep " + sweep);
        }
      }
    }
  }

  @Test
  void whatDoesNotFitIsAnErrorThatNamesTheSetting() {
    TestSpec spec = network(1);
    InputBlock block = TestKernels.block(100_000, INPUTS, PRECISION, new Random(SEED));
    States starts = spec.starts(100, new Random(SEED));
    DeviceMemory memory = DeviceMemory.parse("100000");
    try (Kernel device = TestKernels.device(spec.model(), PRECISION, memory, 0)) {
      assertThatThrownBy(() -> TestWalks.first(device, block, 1000, JacobianForm.ZERO, starts))
          .isInstanceOf(DeviceMemoryException.class)
          .hasMessageContainingAll("inputs need 800,000 bytes", "--device-memory", "--block-steps");
    }
    assertThat(used()).isZero();
  }

  /** As many sweeps as a long run has, over more blocks than there is room to keep. */
  @Test
  void twoHundredIterationsLeakNothing() {
    Random random = new Random(SEED);
    TestSpec spec = network(1);
    InputBlock[] blocks = new InputBlock[6];
    for (int i = 0; i < blocks.length; i++) {
      Numbers numbers = TestKernels.block(320, INPUTS, PRECISION, random).inputs();
      blocks[i] = new InputBlock(i, 320L * i, 320, INPUTS, numbers);
    }
    States starts = spec.starts(32, random);
    DeviceMemory memory = DeviceMemory.parse("20000");
    double[][] ends = new double[blocks.length][];
    try (OpenClKernel device = TestKernels.device(spec.model(), PRECISION, memory, 0)) {
      long afterFirst = 0;
      for (int iteration = 0; iteration < 200; iteration++) {
        for (InputBlock block : blocks) {
          // every other time not the block that comes
          device.fetch(blocks[(block.index() + 1 + iteration % 2) % blocks.length]);
          WalkResult walk = TestWalks.first(device, block, 10, JacobianForm.ZERO, starts);
          if (iteration == 0) {
            ends[block.index()] = walk.ends().array();
          }
          assertThat(walk.ends().array())
              .as("iteration %d, block %d, seed %d", iteration, block.index(), SEED)
              .isEqualTo(ends[block.index()]);
        }
        // the second has learned of other blocks
        afterFirst = iteration < 2 ? Math.max(afterFirst, used()) : afterFirst;
        assertThat(used())
            .as("bytes after iteration %d", iteration)
            .isBetween(1L, Math.min(20_000, afterFirst));
      }
      assertThat(device.kept()).isBetween(1, blocks.length - 1);
    }
    assertThat(used()).as("bytes after closing").isZero();
    assertThat(ends[0]).isNotEqualTo(ends[1]);
  }

  /** Jacobians that stay, for more blocks than there is room for. */
  @Test
  void twoHundredSweepsWithJacobiansOnTheDeviceLeakNothing() {
    Random random = new Random(SEED);
    TestSpec spec = network(1);
    InputBlock[] blocks = new InputBlock[6];
    States[] starts = new States[6];
    for (int i = 0; i < blocks.length; i++) {
      Numbers numbers = TestKernels.block(320, INPUTS, PRECISION, random).inputs();
      blocks[i] = new InputBlock(i, 320L * i, 320, INPUTS, numbers);
      starts[i] = spec.starts(32, random);
    }
    DeviceMemory memory = DeviceMemory.parse("30000");
    try (OpenClKernel device = TestKernels.device(spec.model(), PRECISION, memory, 0)) {
      int held = 0;
      for (int iteration = 0; iteration < 200; iteration++) {
        for (InputBlock block : blocks) {
          States before = starts[block.index()];
          WalkRequest request = WalkRequest.all(10, JacobianForm.DIAGONAL, before.copy());
          WalkResult result = WalkResult.withoutJacobians(request);
          Optional<HeldJacobians> earlier =
              device.held(before, JacobianForm.DIAGONAL, JacobianUse.AS_THEY_ARE, new double[0]);
          held += earlier.isPresent() ? 1 : 0;
          device
              .evaluateHolding(block, request, result, earlier, JacobianUse.AS_THEY_ARE)
              .ifPresent(jacobians -> jacobians.keep(request.starts()));
          starts[block.index()] = request.starts();
        }
        assertThat(used()).as("bytes after iteration %d", iteration).isBetween(1L, 30_000L);
      }
      assertThat(held).isBetween(199, 199 * (blocks.length - 1));
    }
    assertThat(used()).as("bytes after closing").isZero();
  }

  @Test
  void aDeviceThatIsNotThereIsAnErrorThatNamesTheAddress() {
    OpenClKernels kernels = TestKernels.kernels(network(1).model(), PRECISION, TestKernels.MEMORY);
    for (String address : new String[] {"77", "-1", "GPU-5f3a"}) {
      assertThatThrownBy(() -> kernels.open(Optional.of(new DeviceAddress("gpu", address))))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContainingAll("the gpu '" + address + "'", "discoveryScript");
    }
  }

  @Test
  void aProcessorIsNoGpu() {
    DeviceInfo chosen = Devices.choose(Optional.empty(), true);
    if (chosen.isGpu()) {
      assertThat(Devices.choose(Optional.empty(), false)).isEqualTo(chosen);
    } else {
      assertThatThrownBy(() -> Devices.choose(Optional.empty(), false))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContainingAll("finds no GPU", "--kernel jvm");
    }
  }

  @Test
  void closingTwiceClosesOnce() {
    OpenClKernel kernel = TestKernels.device(network(1).model(), PRECISION);
    kernel.close();
    kernel.close();
    assertThat(used()).isZero();
  }

  /** Bytes in use on the device that the tests keep open. */
  private static long used() {
    Device device = OpenDevices.ofThisProcess().take(Devices.choose(Optional.empty(), true));
    try {
      return device.used();
    } finally {
      OpenDevices.ofThisProcess().release(device);
    }
  }

  /** For its weights there is no room: by then its queues are open. */
  @Test
  void aKernelThatCannotBeOpenedLeavesNothingOpen() {
    TestSpec spec = network(1);
    TestKernels.device(spec.model(), PRECISION).close();
    int open = ContextUsers.count();
    DeviceMemory little = DeviceMemory.parse("1024");
    for (int i = 0; i < MANY; i++) {
      assertThatThrownBy(() -> TestKernels.device(spec.model(), PRECISION, little, 0))
          .isInstanceOf(DeviceMemoryException.class)
          .hasMessageContaining("The model's weights");
    }
    assertThat(ContextUsers.count()).isLessThan(open + MANY);
  }

  @Test
  void kernelsAreOpenUntilTheyAreClosed() {
    int before = ContextUsers.count();
    List<Kernel> kernels = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      kernels.add(TestKernels.device(network(1).model(), PRECISION));
    }
    assertThat(ContextUsers.count()).isGreaterThan(before + MANY);
    kernels.forEach(Kernel::close);
    assertThat(ContextUsers.count()).isLessThan(before + MANY);
  }
}
