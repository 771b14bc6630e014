// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.base.BadInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WholeFileTest {
  @TempDir java.nio.file.Path folder;

  /** A file system under a scheme of its own whose rename never replaces, as HDFS's. */
  public static final class Strict extends RawLocalFileSystem {
    @Override
    public URI getUri() {
      return URI.create("strict:///");
    }

    @Override
    public boolean rename(Path from, Path to) throws IOException {
      return !exists(to) && super.rename(from, to);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"file", "strict"})
  void aFileIsWrittenAndReplacedOnAnyFileSystem(String scheme) throws IOException {
    WholeFile file = at(scheme + "://" + folder.resolve("a.txt"));
    file.write(bytes("old"), false);
    file.write(bytes("new"), true);
    assertThat(file.read(3)).isEqualTo(bytes("new"));
    assertThatThrownBy(() -> file.write(bytes("third"), false))
        .isInstanceOf(BadInputException.class);
    try (Stream<java.nio.file.Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(folder.resolve("a.txt"));
    }
  }

  @Test
  void aFileAboveTheLimitIsRefused() {
    WholeFile file = at(folder.resolve("a.txt").toString());
    file.write(bytes("four"), false);
    assertThatThrownBy(() -> file.read(3))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("4 bytes", "at most 3");
  }

  @Test
  void aFolderThatCannotBeMadeIsAFailureThatNamesTheFile() throws IOException {
    Files.writeString(folder.resolve("file"), "");
    WholeFile file = at(folder.resolve("file").resolve("a.txt").toString());
    assertThatThrownBy(() -> file.write(bytes("x"), false))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("a.txt cannot be written");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nowhere://host/a.txt", "::"})
  void aPathThatNobodyUnderstandsIsRefused(String path) {
    assertThatThrownBy(() -> at(path))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("The path '" + path + "'");
  }

  private static WholeFile at(String path) {
    Configuration hadoop = new Configuration();
    hadoop.setClass("fs.strict.impl", Strict.class, org.apache.hadoop.fs.FileSystem.class);
    return WholeFile.at(path, hadoop);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
