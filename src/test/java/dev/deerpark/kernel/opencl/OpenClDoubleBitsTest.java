// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.opencl;

import dev.deerpark.base.Precision;
import dev.deerpark.kernel.TestSpec;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A device has the bits of the jvm kernel in double too; apart from {@link OpenClBitsTest}, since
 * compilers take long.
 */
@NeedsDevice
class OpenClDoubleBitsTest {

  @ParameterizedTest
  @MethodSource
  void everyModelInEveryFormHasTheBitsOfTheJvmKernel(String words) {
    new DeviceBits(words, Precision.DOUBLE).requireSameInEveryForm();
  }

  static List<String> everyModelInEveryFormHasTheBitsOfTheJvmKernel() {
    return TestSpec.everyModel(17, 2);
  }
}
