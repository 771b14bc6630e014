// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.settings.Redaction;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class TerminalTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private Terminal terminal(boolean interactive) {
    return new Terminal(
        new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), interactive);
  }

  @Test
  void aFileGetsTheLinesAlone() {
    terminal(false).line("done");
    terminal(false).warning("slow");

    assertThat(out.toString(UTF_8)).isEqualToNormalizingNewlines("done\n");
    assertThat(err.toString(UTF_8)).isEqualToNormalizingNewlines("Warning: slow\n");
  }

  @Test
  void aLineErasesWhatAProgressBarLeftBehindIt() {
    terminal(true).line("done");

    assertThat(out.toString(UTF_8)).isEqualToNormalizingNewlines("done\u001b[K\n");
  }

  @Test
  void secretsAreMasked() {
    terminal(false).line("a token=abc");
    terminal(false).masking(new Redaction("hush")).warning("hush=abc token=3");
    terminal(false).error("Failed: s3a://key:abc@bucket");

    assertThat(out.toString(UTF_8)).contains("a token=***").doesNotContain("abc");
    assertThat(err.toString(UTF_8)).contains("token=3", "s3a://key:***").doesNotContain("abc");
  }
}
