// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.settings.EvaluateSettings;
import dev.deerpark.settings.Option;
import dev.deerpark.settings.OptionValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.fs.FileUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is left of an example's folder. */
class ExampleFilesTest {

  private static ExampleFiles unpack(Map<Option, String> options) {
    return ExampleFiles.of(EvaluateSettings.forEvaluate(OptionValues.resolve(options, Map.of())));
  }

  private static Path folder(ExampleFiles files) {
    return Path.of(files.settings().input().path().orElseThrow()).getParent();
  }

  @Test
  void nothingStaysWhereTheRunLeftNoResultInIt(@TempDir Path elsewhere) {
    Path folder;
    try (ExampleFiles files =
        unpack(Map.of(Option.EXAMPLE, "ecg", Option.OUTPUT, elsewhere + "/out"))) {
      folder = folder(files);
      assertThat(Path.of(files.settings().model().sidecar().orElseThrow())).exists();
      assertThat(files.settings().output().path()).contains(elsewhere + "/out");
    }
    assertThat(folder).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"output", "_deerpark"})
  void aResultAndAReportStay(String left) throws IOException {
    Path folder;
    try (ExampleFiles files = unpack(Map.of(Option.EXAMPLE, "ecg"))) {
      folder = folder(files);
      Files.createDirectory(folder.resolve(left));
    }
    assertThat(folder.resolve(left)).exists();
    FileUtil.fullyDelete(folder.toFile());
  }
}
