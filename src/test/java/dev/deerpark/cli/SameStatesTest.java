// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.app.console.ExitStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two reports agree only where both have a digest, and the same one. */
class SameStatesTest {

  @ParameterizedTest
  @CsvSource({
    "'{\"outputDigest\": \"12ab\"}', '{\"outputDigest\": \"12ab\"}', DONE, The same bits",
    "'{\"outputDigest\": \"12ab\"}', '{\"outputDigest\": \"12ac\"}', FAILED, The states differ",
    "'{\"outputDigest\": \"12ab\"}', '{}', FAILED, The states differ",
    "'{}', '{}', FAILED, The states differ",
  })
  void reportsAgreeByTheirDigests(
      String one, String other, ExitStatus status, String said, @TempDir Path folder)
      throws IOException {
    Path first = Files.writeString(folder.resolve("one.json"), one);
    Path second = Files.writeString(folder.resolve("other.json"), other);
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    assertThat(
            SameStates.compare(first, second, new PrintStream(out, true, StandardCharsets.UTF_8)))
        .isEqualTo(status);
    assertThat(out.toString(StandardCharsets.UTF_8)).startsWith(said);
  }
}
