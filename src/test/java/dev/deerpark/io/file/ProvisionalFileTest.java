// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.base.BadInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProvisionalFileTest {
  @TempDir Path folder;

  @AfterEach
  void nothingHiddenIsLeft() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(Path::getFileName).map(Path::toString)).isSubsetOf("end.json");
    }
  }

  @Test
  void aFileThatIsNotKeptGoesAway() {
    try (ProvisionalFile file = file(false)) {
      file.put();
      assertThat(folder.resolve("end.json")).hasContent("new");
    }
    assertThat(folder.resolve("end.json")).doesNotExist();
  }

  @Test
  void theEarlierFileComesBackUnlessTheNewOneIsKept() throws IOException {
    Files.writeString(folder.resolve("end.json"), "old");
    try (ProvisionalFile file = file(true)) {
      file.put();
      assertThat(folder.resolve("end.json")).hasContent("new");
    }
    assertThat(folder.resolve("end.json")).hasContent("old");

    try (ProvisionalFile file = file(true)) {
      file.put();
      file.keep();
    }
    assertThat(folder.resolve("end.json")).hasContent("new");
  }

  @Test
  void aFileThatMayNotBeReplacedStays() throws IOException {
    Files.writeString(folder.resolve("end.json"), "old");
    try (ProvisionalFile file = file(false)) {
      assertThatThrownBy(file::put).isInstanceOf(BadInputException.class);
    }
    assertThat(folder.resolve("end.json")).hasContent("old");
  }

  private ProvisionalFile file(boolean overwrite) {
    return new ProvisionalFile(
        WholeFile.at(folder.resolve("end.json").toString(), new Configuration()),
        "new".getBytes(StandardCharsets.UTF_8),
        overwrite);
  }
}
