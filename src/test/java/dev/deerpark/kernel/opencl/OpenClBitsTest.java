// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.opencl;

import dev.deerpark.base.Precision;
import dev.deerpark.kernel.Kernel;
import dev.deerpark.kernel.TestSpec;
import dev.deerpark.recurrence.JacobianForm;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A device has the bits of the jvm kernel, in every number that it gives; in float. */
@NeedsDevice
class OpenClBitsTest {

  @ParameterizedTest
  @MethodSource
  void everyModelInEveryFormHasTheBitsOfTheJvmKernel(String words) {
    new DeviceBits(words, Precision.FLOAT).requireSameInEveryForm();
  }

  static List<String> everyModelInEveryFormHasTheBitsOfTheJvmKernel() {
    return TestSpec.everyModel(17, 2);
  }

  /**
   * States of one number, more directions than a group carries, a small circle; lanes that an item
   * takes alone, weights without room in shared memory, and with room only in half a group.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "gru 1 0",
        "gru 33 3",
        "lstm_peepholes 1 0",
        "lstm 33 3",
        "gru_before 1 0",
        "mgu 33 3",
        "lem 1 0",
        "lem 33 3",
        "rnn_relu 33 0",
        "lorenz96 4 0",
        "gru 8 2",
        "mgu 5 1",
        "rnn_relu 120 1",
        "lem 32 2"
      })
  void otherSizesHaveThemToo(String words) {
    DeviceBits run = new DeviceBits(words, Precision.FLOAT);
    try (Kernel device = TestKernels.device(run.spec().model(), Precision.FLOAT);
        Kernel jvm = TestKernels.jvm(run.spec().model(), Precision.FLOAT)) {
      run.requireSame(device, jvm, JacobianForm.DIAGONAL, DeviceBits.LENGTH, DeviceBits.LANES);
      run.requireSame(device, jvm, JacobianForm.DENSE, 5, DeviceBits.LANES);
    }
  }

  /**
   * What a group shares gets smaller with the room for it, and lies in the device's memory at last.
   */
  @ParameterizedTest
  @CsvSource({
    "gru, DIAGONAL, 4000",
    "gru, DIAGONAL, 100",
    "gru, DENSE, 4000",
    "gru, DENSE, 100",
    "gru_before, DIAGONAL, 100",
    "gru_before, DENSE, 100",
    "lem, DENSE, 4000"
  })
  void littleSharedMemoryChangesNoBit(String type, JacobianForm form, long bytes) {
    DeviceBits run = new DeviceBits(type + " 17 2", Precision.FLOAT);
    try (Kernel device = TestKernels.sharing(run.spec().model(), Precision.FLOAT, bytes);
        Kernel jvm = TestKernels.jvm(run.spec().model(), Precision.FLOAT)) {
      run.requireSame(device, jvm, form, DeviceBits.LENGTH, DeviceBits.LANES);
      run.requireSameWithRestarts(device, jvm);
    }
  }
}
