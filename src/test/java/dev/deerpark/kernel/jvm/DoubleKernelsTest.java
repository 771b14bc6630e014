// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program that writes the kernels in double, as the build runs it. */
class DoubleKernelsTest {
  private static final String PROGRAM = "src/generate/java/DoubleKernels.java";

  @TempDir private Path folder;

  private record Run(int status, String text) {}

  private Run generate() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                PROGRAM,
                folder.resolve("in").toString(),
                folder.resolve("out").toString())
            .redirectErrorStream(true)
            .start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), text);
  }

  private Path write(String place, String... lines) throws IOException {
    Path file = folder.resolve(place);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, String.join("\n", lines) + "\n");
  }

  @Test
  void namesAreTranslatedAndCastsLeftOut() throws IOException, InterruptedException {
    write(
        "in/cell/FloatOne.java",
        "package cell;",
        "/** In float, 0.5f. */",
        "class FloatOne { float[] a = {(float) 0.1}; Precision p = Precision.FLOAT; }");
    write("in/FloatTwo.java", "class FloatTwo {}");
    write("in/DoubleTwo.java", "class DoubleTwo {}");
    Path stale = write("out/DoubleGone.java", "class DoubleGone {}");

    assertThat(generate()).isEqualTo(new Run(0, ""));
    assertThat(folder.resolve("out/cell/DoubleOne.java"))
        .hasContent(
            """
            // Generated from FloatOne.java: edit that.
            package cell;
            /** In double, 0.5f. */
            class DoubleOne { double[] a = {0.1}; Precision p = Precision.DOUBLE; }
            """);
    assertThat(folder.resolve("out/DoubleTwo.java")).doesNotExist();
    assertThat(stale).doesNotExist();
  }

  @Test
  void whatHasNoTranslationEndsTheBuildWithFileAndLine() throws IOException, InterruptedException {
    List<String> tokens =
        List.of(
            "0.5f",
            "1F",
            "1e-3f",
            ".5f",
            "0x1.8p23f",
            "floatValue",
            "Float.floatToRawIntBits",
            "Float.intBitsToFloat",
            "IntVector",
            "reinterpretAsInts",
            "FloatUnheardOf");
    write(
        "in/FloatOne.java",
        tokens.stream().map(t -> "Object o = " + t + ";").toArray(String[]::new));

    Run run = generate();
    assertThat(run.status()).isNotZero();
    for (int i = 0; i < tokens.size(); i++) {
      assertThat(run.text())
          .contains(
              "FloatOne.java:" + (i + 1) + ": " + tokens.get(i) + " has no translation to double");
    }
  }
}
