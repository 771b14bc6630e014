// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.trajectory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.base.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutputTargetTest {
  @TempDir Path folder;
  private Path input;

  @BeforeEach
  void anInput() throws IOException {
    input = Files.createDirectories(folder.resolve("data/series"));
    Files.writeString(input.resolve("x.csv"), "t\n");
  }

  @Test
  void aFolderThatIsNotThereYetIsAccepted() {
    OutputTarget target = check(folder.resolve("new/and/deep"), false);

    assertThat(target.path().toUri()).isEqualTo(folder.resolve("new/and/deep").toUri());
    assertThat(folder.resolve("new")).doesNotExist();
  }

  @Test
  void anExistingOutputIsRefusedUnlessItMayBeReplaced() throws IOException {
    Path output = Files.createDirectories(folder.resolve("out"));
    Files.writeString(output.resolve("part-00000.parquet"), "");
    Files.writeString(output.resolve("_SUCCESS"), "");

    refused(output, false, "exists", "--overwrite");
    assertThat(check(output, true).overwrite()).isTrue();
  }

  @Test
  void aNameWithAColonIsRefusedInOurWords() {
    refused(folder.resolve("day:1"), false, "has a colon");
  }

  @Test
  void aFolderWithOtherThingsInItIsNeverReplaced() throws IOException {
    Path output = Files.createDirectories(folder.resolve("home"));
    Files.writeString(output.resolve("thesis.tex"), "");

    refused(output, true, "thesis.tex");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".git/config",
        ".env",
        "_notes",
        "_deerpark/thoughts.txt",
        "_deerpark/old/report.json",
        "_delta_log/0.json",
        "day=1/notes.txt",
        "day=1/hour=2/.notes",
        "day=1/_deerpark/report.json",
        ".day=1/part-00000",
        "part-00001/mine",
        "part-of-my-thesis.doc",
        "part-00001-of-my-thesis.doc",
        "part-00001.parquet.bak",
        "part-1.csv",
        "day=1/part-two.csv"
      })
  void whatNoRunLeavesIsNeverReplaced(String mine) throws IOException {
    Path output = anOutput();
    Path file = output.resolve(mine);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "mine");

    refused(output, true, "is not the output of a run", mine.split("/")[0]);
  }

  @Test
  void allThatRunsAndSparkLeaveMayBeReplaced() throws IOException {
    Path output = anOutput();
    for (String left :
        List.of(
            "._SUCCESS.crc",
            ".part-00000-a.snappy.parquet.crc",
            "_metadata",
            "_deerpark/report.json",
            "_deerpark/history.csv",
            "_deerpark/convergence.png",
            "_deerpark/.report.json.crc",
            "_deerpark/.report.json." + UUID.randomUUID(),
            "day=1/part-00000",
            "part-r-00003-7c0e2f5a-1b2c-4d3e-8f90-a1b2c3d4e5f6.zstd.parquet",
            "day=2/part-00000-7c0e2f5a-1b2c-4d3e-8f90-a1b2c3d4e5f6.c000.lz4_raw.parquet",
            "part-100000-7c0e2f5a-1b2c-4d3e-8f90-a1b2c3d4e5f6-c000.zlib.orc",
            "part-00000-7c0e2f5a-1b2c-4d3e-8f90-a1b2c3d4e5f6-c000.json.gz",
            "part-00001-7c0e2f5a-1b2c-4d3e-8f90-a1b2c3d4e5f6-c000.csv",
            "part-00002.gz",
            "day=__HIVE_DEFAULT_PARTITION__/hour=2/part-00001.csv",
            "day=1/.part-00000.crc")) {
      Files.createDirectories(output.resolve(left).getParent());
      Files.writeString(output.resolve(left), "");
    }

    assertThat(check(output, true).overwrite()).isTrue();
  }

  private Path anOutput() throws IOException {
    Path output = Files.createDirectories(folder.resolve("earlier"));
    Files.writeString(output.resolve("_SUCCESS"), "");
    Files.writeString(output.resolve("part-00000-a.snappy.parquet"), "");
    return output;
  }

  @Test
  void anOutputMayNotTouchTheInput() throws IOException {
    refused(input, true, "is the input");
    refused(folder.resolve("data/./series/../series"), true, "is the input");
    refused(input.resolve("out"), false, "is inside the input");
    refused(folder.resolve("data"), true, "contains the input");
    Files.createSymbolicLink(folder.resolve("link"), input);
    refused(folder.resolve("link"), true, "is the input");
    refused(folder.resolve("link/out"), false, "is inside the input");
  }

  @Test
  void anOutputMayNotBeAmongTheFilesThatAGlobMatches() {
    String output = folder.resolve("data/series").toString();
    String glob = folder.resolve("data/ser*").toString();
    assertThatThrownBy(() -> OutputTarget.check(new Configuration(), output, true, List.of(glob)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("is the input " + glob);
  }

  @Test
  void anOutputBesideAnInputFileIsAccepted() {
    Path file = input.resolve("x.csv");
    String output = input.resolve("x.csv.out").toString();

    assertThat(
            OutputTarget.check(new Configuration(), output, false, List.of(file.toString())).path())
        .hasToString("file:" + output);
  }

  @Test
  void aPlaceWhereNoFolderCanBeIsRefused() throws IOException {
    Files.writeString(folder.resolve("file"), "");
    refused(folder.resolve("file"), true, "is a file");
    refused(folder.resolve("file/out"), false, "cannot be created");
    refused(Path.of("/"), true, "root of a file system");
    assertThatThrownBy(
            () -> OutputTarget.check(new Configuration(), "nofs://x/y", false, List.of()))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("nofs://x/y cannot be written");
  }

  private OutputTarget check(Path output, boolean overwrite) {
    return OutputTarget.check(
        new Configuration(), output.toString(), overwrite, List.of(input.toString()));
  }

  private void refused(Path output, boolean overwrite, String... parts) {
    assertThatThrownBy(() -> check(output, overwrite))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(output.toString())
        .hasMessageContainingAll(parts);
  }
}
