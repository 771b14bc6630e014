// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.app.console.ExitStatus;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OutcomeFileTest {
  @TempDir private Path folder;
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

  private OutcomeFile file() {
    return new OutcomeFile(folder.resolve("outcome").toString(), new Configuration());
  }

  private int take() throws IOException {
    return file().take(new PrintStream(shown, true, StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @EnumSource(ExitStatus.class)
  void whoSubmittedTheDriverSeesWhatItSaidAndItsExitCodeOnce(ExitStatus status) throws IOException {
    ExitStatus ended =
        file()
            .leave(
                terminal -> {
                  terminal.line("Größe 7");
                  terminal.error("No column x.");
                  return status;
                });
    assertThat(ended).isEqualTo(status);
    assertThat(take()).isEqualTo(status.code());
    assertThat(shown.toString(StandardCharsets.UTF_8))
        .isEqualToNormalizingNewlines("Größe 7\nNo column x.\n");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aDriverThatDiedLeavesThatItBegan() throws IOException {
    assertThatThrownBy(
            () ->
                file()
                    .leave(
                        terminal -> {
                          throw new IllegalStateException("killed");
                        }))
        .hasMessage("killed");
    assertThat(take()).isEqualTo(1);
    assertThat(shown.toString(StandardCharsets.UTF_8)).contains("did not end by itself");
  }

  @Test
  void aDriverThatNeverBeganLeavesNothing() {
    assertThatThrownBy(this::take).isInstanceOf(FileNotFoundException.class);
  }
}
