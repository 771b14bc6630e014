// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.opencl;

import dev.deerpark.base.Numbers;
import dev.deerpark.base.Precision;
import dev.deerpark.kernel.Kernel;
import dev.deerpark.kernel.WalkRequest;
import dev.deerpark.kernel.WalkResult;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.recurrence.RecurrenceSpec;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.States;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/**
 * Walks a small network, that uses sums, activations and exponentials, on a device and by the jvm
 * kernel: 256 lanes of 300 steps. A device or driver that gives other bits is not used.
 */
final class SelfTest {
  private static final int LANES = 256;
  private static final int STEPS = 300;

  private SelfTest() {}

  /**
   * @param device its name
   * @param jvm opens a jvm kernel for a model
   * @param opencl opens a kernel on the device for a model
   * @throws IllegalStateException where their bits differ
   */
  static void run(
      String device,
      Precision precision,
      Function<RecurrenceSpec, Kernel> jvm,
      Function<RecurrenceSpec, Kernel> opencl) {
    RecurrenceSpec model = Samples.autoregressiveGru();
    Comparison compared = compare(model, precision, JacobianForm.ZERO, jvm, opencl);
    if (compared.differing > 0) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "The device %s does not give the bits of the jvm kernel: %d of %d numbers of its"
                  + " self-test in %s differ. Try another driver, or choose --kernel jvm.",
              device,
              compared.differing,
              compared.numbers,
              precision.name().toLowerCase(Locale.ROOT)));
    }
  }

  /**
   * What two kernels gave.
   *
   * @param differing numbers that have other bits
   * @param numbers that were compared
   */
  record Comparison(int differing, int numbers) {}

  /** Compares the ends and the Jacobians of a model's walks. */
  static Comparison compare(
      RecurrenceSpec model,
      Precision precision,
      JacobianForm form,
      Function<RecurrenceSpec, Kernel> jvm,
      Function<RecurrenceSpec, Kernel> opencl) {
    double[] expected = walk(jvm, model, precision, form);
    double[] given = walk(opencl, model, precision, form);
    int differing = 0;
    for (int i = 0; i < given.length; i++) {
      differing += Double.compare(given[i], expected[i]) == 0 ? 0 : 1;
    }
    return new Comparison(differing, given.length);
  }

  /** The ends of the walks, then their Jacobians. */
  static double[] walk(
      Function<RecurrenceSpec, Kernel> opener,
      RecurrenceSpec model,
      Precision precision,
      JacobianForm form) {
    try (Kernel kernel = opener.apply(model)) {
      int size = kernel.stateSize();
      int inputs = model.build().inputSize();
      Numbers noise = precision.allocate(LANES * STEPS * inputs);
      for (int i = 0; i < noise.length(); i++) {
        noise.set(i, Samples.uniform(1, i) * 2);
      }
      InputBlock block = new InputBlock(InputBlock.OF_NO_LAYOUT, 0, LANES * STEPS, inputs, noise);
      States starts = new States(Samples.uniform(2, LANES * size, 1), size);
      WalkRequest request = WalkRequest.all(STEPS, form, starts);
      WalkResult result = WalkResult.roomFor(request);
      kernel.evaluate(block, request, result);
      return DoubleStream.concat(
              Arrays.stream(result.ends().array()), Arrays.stream(result.jacobians()))
          .toArray();
    }
  }
}
