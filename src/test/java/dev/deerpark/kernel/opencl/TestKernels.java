// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.opencl;

import dev.deerpark.base.Precision;
import dev.deerpark.kernel.Kernel;
import dev.deerpark.kernel.TestGrus;
import dev.deerpark.kernel.TestSpec;
import dev.deerpark.kernel.jvm.JvmKernels;
import dev.deerpark.kernel.opencl.OpenClKernel.Tuning;
import dev.deerpark.kernel.opencl.device.DeviceMemory;
import dev.deerpark.kernel.opencl.device.GroupLimits;
import dev.deerpark.recurrence.RecurrenceSpec;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Restarts;
import dev.deerpark.sequence.States;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/** Opens kernels for tests on whatever device there is. */
final class TestKernels {
  static final DeviceMemory MEMORY = DeviceMemory.parse("0.5");

  private TestKernels() {}

  static Kernel jvm(RecurrenceSpec model, Precision precision) {
    return new JvmKernels(model, precision).open(Optional.empty());
  }

  /** One that leaves nothing to the jvm kernel. */
  static OpenClKernel device(RecurrenceSpec model, Precision precision) {
    return device(model, precision, MEMORY, 0);
  }

  static OpenClKernel device(
      RecurrenceSpec model, Precision precision, DeviceMemory memory, int few) {
    return device(model, precision, memory, few, Tuning.WORTH_A_LAUNCH);
  }

  static OpenClKernel device(
      RecurrenceSpec model,
      Precision precision,
      DeviceMemory memory,
      int few,
      double worthALaunch) {
    if (!memory.equals(MEMORY)) {
      // the first of a process tests itself, for which little memory is too little
      kernels(model, precision, MEMORY).open(Optional.empty()).close();
    }
    return kernels(model, precision, memory)
        .open(Optional.empty(), usual -> new Tuning(memory, few, worthALaunch, usual.limits()));
  }

  /** One whose groups share so many bytes at most. */
  static OpenClKernel sharing(RecurrenceSpec model, Precision precision, long bytes) {
    return sharing(model, precision, bytes, Integer.MAX_VALUE);
  }

  /** One whose groups share so many bytes and have so many items at most. */
  static OpenClKernel sharing(RecurrenceSpec model, Precision precision, long bytes, int items) {
    return kernels(model, precision, MEMORY)
        .open(
            Optional.empty(),
            usual ->
                new Tuning(
                    MEMORY,
                    0,
                    Tuning.WORTH_A_LAUNCH,
                    GroupLimits.of(bytes, Math.min(items, usual.limits().items()), true)));
  }

  static OpenClKernels kernels(RecurrenceSpec model, Precision precision, DeviceMemory memory) {
    return new OpenClKernels(new JvmKernels(model, precision), memory, true);
  }

  /** Normal inputs of no layout: a kernel keeps those of a layout's block by its number. */
  static InputBlock block(int steps, int width, Precision precision, Random random) {
    InputBlock first = TestGrus.block(steps, width, precision, random);
    return new InputBlock(InputBlock.OF_NO_LAYOUT, 0, steps, width, first.inputs());
  }

  /**
   * Series that begin anywhere, with start states of their own or one that all share.
   *
   * @param oneIn steps from one to the next, on the average; 1 for all steps
   */
  static Restarts restarts(int steps, int oneIn, boolean shared, TestSpec spec, Random random) {
    int[] at = IntStream.range(0, steps).filter(step -> random.nextInt(oneIn) == 0).toArray();
    return restarts(at, shared, spec, random);
  }

  /** Series that begin at given steps. */
  static Restarts restarts(int[] at, boolean shared, TestSpec spec, Random random) {
    States states = spec.starts(Math.max(1, at.length), random);
    return shared
        ? Restarts.shared(at, states.get(0), false)
        : Restarts.own(at, states.part(0, at.length), false);
  }
}
