// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.base.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalFoldersTest {
  @TempDir Path folder;
  private Path good;
  private Path bad;

  @BeforeEach
  void make() throws IOException {
    good = folder.resolve("good");
    bad = Files.writeString(folder.resolve("file"), "").resolve("below");
  }

  private static void require(String folders) {
    LocalFolders.requireOne(new SparkConf(false).set("spark.local.dir", folders), Optional.empty());
  }

  @Test
  void oneFolderThatCanBeWrittenIsEnoughAndStaysEmpty() throws IOException {
    require(bad + ", " + good);
    try (Stream<Path> files = Files.list(good)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void foldersThatCannotBeWrittenAreNamed() {
    assertThatThrownBy(() -> require(bad.toString()))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith("spark.local.dir: ")
        .hasMessageContaining(bad.toString());
  }

  @Test
  void theVariableReplacesTheSetting() {
    SparkConf conf = new SparkConf(false).set("spark.local.dir", good.toString());
    assertThatThrownBy(() -> LocalFolders.requireOne(conf, Optional.of(bad.toString())))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith("SPARK_LOCAL_DIRS: ");
  }
}
