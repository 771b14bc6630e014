// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.base.Precision;
import dev.deerpark.kernel.jvm.cell.Cells;
import dev.deerpark.kernel.opencl.device.Devices;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.recurrence.RecurrenceSpec;
import java.util.Collection;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeviceCheckTest {
  @Test
  void everyModelHasASampleAndEveryTextTwoAtMost() {
    Collection<RecurrenceSpec> samples = DeviceCheck.samples().values();
    assertThat(samples.stream().<Class<?>>map(Object::getClass).distinct())
        .containsExactlyInAnyOrderElementsOf(Cells.models());
    assertThat(samples.stream().map(model -> DeviceModels.of(model).text()).distinct())
        .contains("gru", "gated_units", "lstm", "rnn", "lem", "diagonal_linear");
  }

  @Test
  void samplesStayFiniteSoThatTheirBitsMeanSomething() {
    DeviceCheck.samples()
        .forEach(
            (name, model) -> {
              try (var kernel = TestKernels.jvm(model, Precision.FLOAT)) {
                assertThat(SelfTest.walk(any -> kernel, model, Precision.FLOAT, JacobianForm.DENSE))
                    .as(name)
                    .doesNotContain(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
              }
            });
  }

  @Test
  void everyNumberThatDiffersIsCounted() {
    RecurrenceSpec model = DeviceCheck.gru(3);
    SelfTest.Comparison compared =
        SelfTest.compare(
            model,
            Precision.DOUBLE,
            JacobianForm.ZERO,
            m -> TestKernels.jvm(m, Precision.DOUBLE),
            m -> new OffByOneBit(TestKernels.jvm(m, Precision.DOUBLE)));
    assertThat(compared).isEqualTo(new SelfTest.Comparison(1, 3 * 256));
  }

  @NeedsDevice
  @Test
  void theDeviceOfTheseTestsIsSeenAndPasses() {
    DeviceCheck.Seen seen = DeviceCheck.devices().get(0);
    assertThat(seen.name()).contains("OpenCL");
    assertThat(seen.isGpu()).isEqualTo(Devices.choose(Optional.empty(), true).isGpu());
    assertThat(seen.memoryBytes()).isPositive();
    DeviceCheck check = new DeviceCheck(0, Precision.FLOAT);
    assertThat(check.differing(DeviceCheck.gru(5), JacobianForm.DIAGONAL)).isZero();
  }
}
