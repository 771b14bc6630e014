// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.opencl;

import dev.deerpark.base.Numbers;
import dev.deerpark.base.Precision;
import dev.deerpark.base.SplitMix64;
import dev.deerpark.kernel.Kernel;
import dev.deerpark.kernel.WalkRequest;
import dev.deerpark.kernel.WalkResult;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.recurrence.Readout;
import dev.deerpark.recurrence.RecurrenceSpec;
import dev.deerpark.recurrence.network.AutoregressiveGruWeights;
import dev.deerpark.recurrence.network.GruWeights;
import dev.deerpark.recurrence.network.LayerWeights;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.States;
import java.util.Locale;
import java.util.function.Function;

/**
 * Walks a small network, that uses sums, activations and exponentials, on a device and by the jvm
 * kernel: 256 lanes of 300 steps. A device or driver that gives other bits is not used.
 */
final class SelfTest {
  private static final int LANES = 256;
  private static final int STEPS = 300;
  private static final int UNITS = 7;
  private static final int GATES = 3;
  private static final double BOUND = 1.5 / Math.sqrt(UNITS);

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
    RecurrenceSpec model = network();
    double[] expected = walk(jvm, model, precision);
    double[] given = walk(opencl, model, precision);
    int differing = 0;
    for (int i = 0; i < given.length; i++) {
      differing += Double.compare(given[i], expected[i]) == 0 ? 0 : 1;
    }
    if (differing > 0) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "The device %s does not give the bits of the jvm kernel: %d of %d numbers of its"
                  + " self-test in %s differ. Try another driver, or choose --kernel jvm.",
              device,
              differing,
              given.length,
              precision.name().toLowerCase(Locale.ROOT)));
    }
  }

  private static double[] walk(
      Function<RecurrenceSpec, Kernel> opener, RecurrenceSpec model, Precision precision) {
    try (Kernel kernel = opener.apply(model)) {
      int size = kernel.stateSize();
      Numbers noise = precision.allocate(LANES * STEPS);
      for (int i = 0; i < noise.length(); i++) {
        noise.set(i, uniform(1, i) * 2);
      }
      InputBlock block = new InputBlock(InputBlock.OF_NO_LAYOUT, 0, LANES * STEPS, 1, noise);
      States starts = new States(uniform(2, LANES * size, 1), size);
      WalkRequest request = WalkRequest.all(STEPS, JacobianForm.ZERO, starts);
      WalkResult result = WalkResult.roomFor(request);
      kernel.evaluate(block, request, result);
      return result.ends().array();
    }
  }

  private static AutoregressiveGruWeights network() {
    LayerWeights layer =
        new LayerWeights(
            GATES,
            1,
            UNITS,
            uniform(3, GATES * UNITS, BOUND),
            uniform(4, GATES * UNITS * UNITS, BOUND),
            uniform(5, GATES * UNITS, BOUND),
            uniform(6, GATES * UNITS, BOUND));
    Readout readout = new Readout(2, uniform(7, 2 * UNITS, BOUND), uniform(8, 2, BOUND));
    return new AutoregressiveGruWeights(new GruWeights(layer), readout, uniform(9, 2, BOUND));
  }

  /** Floats from {@code -bound} to {@code bound}. */
  private static double[] uniform(int seed, int count, double bound) {
    double[] numbers = new double[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) (uniform(seed, i) * bound);
    }
    return numbers;
  }

  private static double uniform(int seed, int i) {
    long bits = SplitMix64.mix(((long) seed << 32) + i);
    return (bits >> 40) * 0x1p-23;
  }
}
