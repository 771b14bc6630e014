// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.base.Precision;
import dev.deerpark.kernel.opencl.device.CompiledKernel;
import dev.deerpark.kernel.opencl.device.Device;
import dev.deerpark.kernel.opencl.device.DeviceArray;
import dev.deerpark.kernel.opencl.device.DeviceInfo;
import dev.deerpark.kernel.opencl.device.Devices;
import dev.deerpark.kernel.opencl.device.OpenDevices;
import dev.deerpark.kernel.opencl.device.Queue;
import dev.deerpark.recurrence.JacobianForm;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How a GPU gets the quotient of an activation, by multiplications, has the bits of a division. */
@NeedsDevice
class DeviceQuotientTest {
  /**
   * From one float to the next that is tried, in bits: a prime, so that all of a mantissa's come.
   */
  private static final int STRIDE = 419;

  /** Arguments of a launch, a multiple of the items of a group. */
  private static final int COUNT = 1 << 20;

  private static final String TANHS =
      """

      KERNEL BOUNDS void tanhs(GLOBAL number* RESTRICT numbers) {
        int i = GROUP * ITEMS + ITEM;
        numbers[i] = tanh_of(numbers[i]);
      }
      """;

  @Test
  void quotientsOfFloatsOfEverySizeAndSignHaveTheBitsOfADivision() {
    DeviceInfo info = Devices.choose(Optional.empty(), true);
    Device device = OpenDevices.ofThisProcess().take(info);
    try {
      for (long bits = 0; bits < 1L << 32; bits += (long) STRIDE * COUNT) {
        double[] arguments = new double[COUNT];
        for (int i = 0; i < COUNT; i++) {
          arguments[i] = Float.intBitsToFloat((int) (bits + (long) i * STRIDE));
        }
        // both zeros, and not a number
        arguments[0] = 0;
        arguments[1] = -0.0;
        arguments[2] = Double.NaN;
        double[] given = tanhs(device, arguments, 0);
        assertThat(Arrays.equals(given, tanhs(device, arguments, 1))).as("from %x", bits).isTrue();
      }
    } finally {
      OpenDevices.ofThisProcess().release(device);
    }
  }

  /**
   * @param divides 1 to divide, 0 to multiply
   */
  private static double[] tanhs(Device device, double[] arguments, int divides) {
    DeviceModel model = DeviceModels.of(SelfTest.Samples.gru(1));
    Tile tile = Tile.of(model, JacobianForm.ZERO, Precision.FLOAT, device.info().limits());
    String options =
        KernelText.options(model, JacobianForm.ZERO, false, Precision.FLOAT, tile)
            + (" -DDIVIDES=" + divides);
    try (CompiledKernel kernel =
            new CompiledKernel(device, KernelText.source(model) + TANHS, options, "tanhs");
        Queue queue = new Queue(device, Precision.FLOAT);
        DeviceArray array =
            device.allocate((long) COUNT * Float.BYTES, TestKernels.MEMORY, "Arguments")) {
      queue.write(array, arguments, COUNT);
      kernel.launch(queue, COUNT / tile.items(), tile.items(), List.of(array));
      double[] results = new double[COUNT];
      queue.read(array, 0, results, 0, COUNT);
      return results;
    }
  }
}
