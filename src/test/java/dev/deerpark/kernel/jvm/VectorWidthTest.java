// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.base.Precision;
import dev.deerpark.kernel.TestGrus;
import dev.deerpark.kernel.TestSpec;
import dev.deerpark.kernel.TestWalks;
import dev.deerpark.kernel.WalkResult;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.sequence.InputBlock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Executors may have different processors. */
class VectorWidthTest {
  private static final int SEGMENTS = 21;
  private static final int LENGTH = 9;

  @Test
  void theBitsDoNotDependOnTheWidthOfVectors() throws IOException, InterruptedException {
    String here = digest();
    for (int bytes : List.of(16, 32)) {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  JvmKernels.FLAG,
                  "-XX:MaxVectorSize=" + bytes,
                  "-cp",
                  System.getProperty("java.class.path"),
                  Narrow.class.getName())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      assertThat(said.strip()).as("vectors of %d bytes", bytes).isEqualTo(here);
    }
  }

  private static String digest() {
    StringBuilder digest = new StringBuilder();
    for (String words : TestSpec.everyModel(19, 2)) {
      for (Precision precision : Precision.values()) {
        for (JacobianForm form : JacobianForm.values()) {
          WalkResult walk = walk(words, precision, form);
          digest.append(Arrays.hashCode(walk.ends().array())).append(' ');
          digest.append(Arrays.hashCode(walk.jacobians())).append(' ');
        }
      }
    }
    return digest.toString().strip();
  }

  private static WalkResult walk(String words, Precision precision, JacobianForm form) {
    Random random = new Random(8);
    TestSpec spec = TestSpec.of(words, 2, random);
    InputBlock block = TestGrus.block(SEGMENTS * LENGTH, spec.inputSize(), precision, random);
    return TestWalks.first(
        new JvmKernels(spec.model(), precision).open(Optional.empty()),
        block,
        LENGTH,
        form,
        spec.starts(SEGMENTS, random));
  }

  /** Runs in a virtual machine of its own. */
  static final class Narrow {
    private Narrow() {}

    public static void main(String[] arguments) {
      System.out.println(digest());
    }
  }
}
