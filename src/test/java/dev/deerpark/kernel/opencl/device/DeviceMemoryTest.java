// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.opencl.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.base.BadInputException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceMemoryTest {
  @ParameterizedTest
  @CsvSource({"0.5, 500", "1, 1000", "2000, 2000", "3k, 3072", "1.5M, 1572864", "8g, 8589934592"})
  void aFractionIsOneOfWhatIsFreeAndAllElseAreBytes(String text, long bytes) {
    assertThat(DeviceMemory.parse(text).of(1000)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "g", "0", "-1", "half", "NaN", "Infinity", "8gb", "2", "80", "0x1p-1", "1d"})
  void whatIsNeitherIsRefused(String text) {
    assertThatThrownBy(() -> DeviceMemory.parse(text))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("0.8", "8g");
  }
}
