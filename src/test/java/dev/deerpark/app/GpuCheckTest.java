// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.app.console.Console;
import dev.deerpark.app.console.ExitStatus;
import dev.deerpark.app.console.TestConsole;
import dev.deerpark.base.Precision;
import dev.deerpark.kernel.opencl.DeviceCheck;
import dev.deerpark.kernel.opencl.NeedsDevice;
import dev.deerpark.settings.GpuCheckSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@NeedsDevice
class GpuCheckTest {
  private final List<String> said = new ArrayList<>();

  private final Console console = TestConsole.keeping(said);

  @Test
  void aDeviceIsShownTriedAndMeasured() {
    GpuCheckSettings settings = new GpuCheckSettings(Precision.FLOAT);
    // the size of the samples, whose programs are compiled already
    GpuCheck.Effort effort = new GpuCheck.Effort(Duration.ZERO, List.of(7), List.of(7));
    assertThat(new GpuCheck(settings, console, effort).run()).isEqualTo(ExitStatus.DONE);
    DeviceCheck.Seen device = DeviceCheck.devices().get(0);
    assertThat(String.join("\n", said))
        .contains(device.name(), device.isGpu() ? "a GPU" : "a processor, for tests")
        .containsPattern("gru +same +same +same\n")
        .containsPattern("langevin +not tried")
        .containsPattern("gru, many series +same\n")
        .containsPattern(
            "GRU of   7 units +[0-9.]+e-[0-9]+ +[0-9.]+  [0-9.]+e-[0-9]+ \\([0-9.]+ times\\)")
        .containsPattern("GRU of   7 units +[0-9.]+ +[0-9.]+ +[0-9.]+ \\([0-9.]+ times\\)")
        .containsPattern("with diagonals +[0-9.]+ +[0-9.]+ \\([0-9.]+ times\\)")
        .containsPattern("with full Jacobians +[0-9.]+ +[0-9.]+ \\([0-9.]+ times\\)")
        .containsPattern("with full Jacobians, filtered +[0-9.]+ +[0-9.]+ \\([0-9.]+ times\\)")
        .containsPattern("Copies to the device: [0-9.]+ GB/s")
        .contains(device.isGpu() ? "auto would choose opencl or jvm" : "auto would choose jvm");
  }
}
