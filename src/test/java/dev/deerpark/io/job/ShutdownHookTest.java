// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShutdownHookTest {
  private static final int SECONDS = 30;

  /** Says what becomes of hooks in a process that ends. */
  static final class Ending {
    private Ending() {}

    public static void main(String[] none) {
      ShutdownHook closed = ShutdownHook.add(() -> System.out.print("closed "), 3, SECONDS).get();
      Optional<ShutdownHook> open = ShutdownHook.add(Ending::late, 2, SECONDS);
      closed.close();
      System.out.print(open.isPresent() ? "added " : "");
    }

    private static void late() {
      Optional<ShutdownHook> late = ShutdownHook.add(() -> System.out.print("never "), 1, SECONDS);
      System.out.print(late.isEmpty() ? "too late" : "");
    }
  }

  @Test
  void whatEndsAlreadyTakesNoHookAndSaysSo() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Ending.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).isZero();
    assertThat(said).endsWith("added too late").doesNotContain("closed", "never");
  }
}
