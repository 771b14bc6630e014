// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.opencl;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.deerpark.base.Precision;
import dev.deerpark.kernel.opencl.device.CompiledKernel;
import dev.deerpark.kernel.opencl.device.Device;
import dev.deerpark.kernel.opencl.device.DeviceInfo;
import dev.deerpark.kernel.opencl.device.Devices;
import dev.deerpark.kernel.opencl.device.GroupLimits;
import dev.deerpark.kernel.opencl.device.OpenDevices;
import dev.deerpark.recurrence.JacobianForm;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** No compiler has anything to warn of: drivers print that on the console of whoever walks. */
@NeedsDevice
class KernelTextTest {
  private static final String STRICT = " -Werror";
  private static final int SIZE = 5;

  @ParameterizedTest
  @MethodSource("models")
  void theWalkOfAModel(String name) {
    DeviceModel model = DeviceModels.of(SelfTest.Samples.all(SIZE).get(name));
    for (JacobianForm form : List.of(JacobianForm.ZERO, JacobianForm.DIAGONAL)) {
      Tile tile = Tile.of(model, form, Precision.FLOAT, limits());
      String options = KernelText.options(model, form, false, Precision.FLOAT, tile);
      requireClean(KernelText.source(model), options, "walk");
    }
  }

  static List<String> models() {
    return List.copyOf(SelfTest.Samples.all(SIZE).keySet());
  }

  @Test
  void aWalkWithRestarts() {
    DeviceModel model = DeviceModels.of(SelfTest.Samples.gru(SIZE));
    JacobianForm form = JacobianForm.ZERO;
    Tile tile = WalkProgram.tile(model, form, true, Precision.FLOAT, limits());
    String options = KernelText.options(model, form, true, Precision.FLOAT, tile);
    requireClean(KernelText.source(model), options, "walk");
  }

  @ParameterizedTest
  @EnumSource(names = {"DIAGONAL", "DENSE"})
  void theArithmeticOnMaps(JacobianForm form) {
    MapPrograms.Key key = new MapPrograms.Key(form, Precision.FLOAT, true);
    requireClean(AffineProgram.source(), AffineProgram.options(SIZE, key, limits()), "along");
    requireClean(
        FilterProgram.source(key), FilterProgram.options(SIZE, key, limits()), "fold_filters");
  }

  private static GroupLimits limits() {
    return Devices.choose(Optional.empty(), true).limits();
  }

  private static void requireClean(String source, String options, String kernel) {
    DeviceInfo info = Devices.choose(Optional.empty(), true);
    Device device = OpenDevices.ofThisProcess().take(info);
    try {
      assertThatCode(() -> new CompiledKernel(device, source, options + STRICT, kernel).close())
          .as("%s with %s", kernel, options)
          .doesNotThrowAnyException();
    } finally {
      OpenDevices.ofThisProcess().release(device);
    }
  }
}
