// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.opencl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.base.Precision;
import dev.deerpark.kernel.TestGrus;
import dev.deerpark.kernel.jvm.JvmKernels;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is the same with a device and without one. */
class OpenClKernelsTest {
  private static OpenClKernels kernels() {
    JvmKernels jvm = new JvmKernels(TestGrus.gru(1, 3, 1, new Random(1)), Precision.FLOAT);
    return new OpenClKernels(jvm, TestKernels.MEMORY, false);
  }

  @Test
  void theTextOfEveryModelIsInTheJar() {
    DeviceModel model = DeviceModels.of(kernels().jvm().model());
    assertThat(KernelText.source(model))
        .contains("FP_CONTRACT OFF", "gru_step", "void walk(")
        .doesNotContain("#include");
    assertThatIllegalArgumentException().isThrownBy(() -> DeviceModels.of(() -> null));
  }

  @Test
  void aTaskWithoutAGpuIsLentAJvmKernelWhereEitherWillDo() {
    GpuOrJvmKernels either = new GpuOrJvmKernels(kernels());
    assertThat(either.deviceKind()).contains("gpu");
    assertThat(either.open(Optional.empty())).isNotInstanceOf(OpenClKernel.class);
    assertThat(either.openForProbe()).isNotInstanceOf(OpenClKernel.class);
  }

  @Test
  void aGpuThatDiffersByOneBitIsNotUsed() {
    Precision precision = Precision.DOUBLE;
    SelfTest.run(
        "first", precision, m -> TestKernels.jvm(m, precision), m -> TestKernels.jvm(m, precision));
    assertThatThrownBy(
            () ->
                SelfTest.run(
                    "a device",
                    precision,
                    m -> TestKernels.jvm(m, precision),
                    m -> new OffByOneBit(TestKernels.jvm(m, precision))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll("a device", "1 of 2048 numbers", "--kernel jvm");
  }

  @Test
  void withoutTheLibraryTheKernelSaysWhatToInstall() throws IOException, InterruptedException {
    assertThat(said("-Dorg.lwjgl.opencl.libname=libNoSuchOpenCL.so.1"))
        .contains("IllegalStateException", "ocl-icd-libopencl1", "--kernel jvm");
  }

  private static String said(String property) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                JvmKernels.FLAG,
                property,
                "-cp",
                System.getProperty("java.class.path"),
                Opening.class.getName())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said;
  }

  /** Runs in a virtual machine of its own. */
  static final class Opening {
    private Opening() {}

    public static void main(String[] arguments) {
      kernels().open(Optional.empty());
    }
  }
}
