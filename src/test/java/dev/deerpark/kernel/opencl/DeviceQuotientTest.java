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
import java.util.Random;
import org.junit.jupiter.api.Test;

/** How a GPU gets quotients by multiplications has the bits of a division. */
@NeedsDevice
class DeviceQuotientTest {
  /**
   * From one float to the next that is tried, in bits: a prime, so that all of a mantissa's come.
   */
  private static final int STRIDE = 419;

  /** Arguments of a launch, a multiple of the items of a group. */
  private static final int COUNT = 1 << 20;

  private static final long SEED = 3;

  /** Of a group of scalar filters, and numbers of their states. */
  private static final int ITEMS = 64;

  private static final String TANHS =
      """

      KERNEL BOUNDS void tanhs(GLOBAL number* RESTRICT numbers) {
        int i = GROUP * ITEMS + ITEM;
        numbers[i] = tanh_of(numbers[i]);
      }
      """;

  private static final String QUOTIENTS =
      """

      KERNEL BOUNDS void quotients(
          GLOBAL const number* RESTRICT tops, GLOBAL const number* RESTRICT bottoms,
          GLOBAL number* RESTRICT results) {
        int i = GROUP * ITEMS + ITEM;
        bool usual = USUAL(tops[i]) & USUAL_DIVISOR(bottoms[i]);
        number given = quotient(tops[i], bottoms[i], N(1.0) / bottoms[i]);
        results[i] = usual ? given : tops[i] / bottoms[i];
      }
      """;

  @Test
  void quotientsOfDoublesByAnInverseHaveTheBitsOfADivision() {
    Random random = new Random(SEED);
    double[] tops = new double[COUNT];
    double[] bottoms = new double[COUNT];
    double[] expected = new double[COUNT];
    for (int i = 0; i < COUNT; i++) {
      bottoms[i] = Math.scalb(mantissa(random), random.nextInt(110));
      tops[i] = Math.scalb(mantissa(random), random.nextInt(2000) - 1000);
      if (i % 3 == 0) {
        // a quotient near the middle between two doubles
        double near = mantissa(random);
        tops[i] = Math.fma(bottoms[i], near, bottoms[i] * Math.ulp(near) / 2);
      }
      tops[i] *= i % 2 == 0 ? 1 : -1;
      tops[i] = i == 0 ? 0 : i == 1 ? -0.0 : tops[i];
      expected[i] = tops[i] / bottoms[i];
    }
    assertThat(Arrays.equals(quotients(tops, bottoms), expected)).isTrue();
  }

  /** From 1 to 2, with many ones or zeros now and then. */
  private static double mantissa(Random random) {
    long bits = random.nextLong() >>> 12;
    long last = (1L << random.nextInt(52)) - 1;
    bits = random.nextInt(3) == 0 ? bits | last : random.nextInt(2) == 0 ? bits & ~last : bits;
    return Double.longBitsToDouble(Double.doubleToRawLongBits(1) | bits);
  }

  private static double[] quotients(double[] tops, double[] bottoms) {
    Device device = OpenDevices.ofThisProcess().take(Devices.choose(Optional.empty(), true));
    MapPrograms.Key key = new MapPrograms.Key(JacobianForm.DIAGONAL, Precision.DOUBLE, false);
    String text = FilterProgram.source(key) + QUOTIENTS;
    String options = FilterProgram.options(ITEMS, key, device.info().limits());
    long bytes = (long) COUNT * Double.BYTES;
    try (CompiledKernel kernel = new CompiledKernel(device, text, options, "quotients");
        Queue queue = new Queue(device, Precision.DOUBLE);
        DeviceArray top = device.allocate(bytes, TestKernels.MEMORY, "Tops");
        DeviceArray bottom = device.allocate(bytes, TestKernels.MEMORY, "Bottoms");
        DeviceArray array = device.allocate(bytes, TestKernels.MEMORY, "Quotients")) {
      queue.write(top, tops, COUNT);
      queue.write(bottom, bottoms, COUNT);
      kernel.launch(queue, COUNT / ITEMS, ITEMS, List.of(top, bottom, array));
      double[] results = new double[COUNT];
      queue.read(array, 0, results, 0, COUNT);
      return results;
    } finally {
      OpenDevices.ofThisProcess().release(device);
    }
  }

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
