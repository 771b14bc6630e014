// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
  @TempDir Path parent;

  private static FileSystem files() throws IOException {
    return FileSystem.getLocal(new Configuration(false));
  }

  private static org.apache.hadoop.fs.Path hadoop(Path path) {
    return new org.apache.hadoop.fs.Path(path.toUri());
  }

  private Path folder(String name, byte[] mark) throws IOException {
    Path folder = Files.createDirectory(parent.resolve(name));
    Files.write(folder.resolve("process.json"), mark);
    Files.createDirectories(folder.resolve("checkpoint/rdd-3"));
    return folder;
  }

  private List<String> names() throws IOException {
    try (Stream<Path> entries = Files.list(parent)) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void onlyFoldersOfProvablyDeadRunsAreDeleted() throws Exception {
    folder("run-dead", TestProcesses.dead().toJson());
    folder("run-far", TestProcesses.ofAnotherMachine().toJson());
    folder("run-begun", new byte[0]);
    folder("other-dead", TestProcesses.dead().toJson());
    Files.createDirectory(parent.resolve("run-unmarked"));
    Files.writeString(parent.resolve("run-file"), "");
    RunFolder.mark(files(), hadoop(Files.createDirectory(parent.resolve("run-here"))));
    Path precious = folder("run-precious", TestProcesses.dead().toJson());
    Files.createDirectory(precious.resolve("output"));

    RunFolder.sweep(files(), hadoop(parent), "run-", names -> !names.contains("output"));

    assertThat(names())
        .containsExactly(
            "other-dead",
            "run-begun",
            "run-far",
            "run-file",
            "run-here",
            "run-precious",
            "run-unmarked");
  }

  @Test
  void aLinkIsNotFollowed() throws Exception {
    Path elsewhere = Files.createDirectory(parent.resolve("elsewhere"));
    Files.writeString(elsewhere.resolve("kept"), "");
    Path dead = folder("run-dead", TestProcesses.dead().toJson());
    Files.createSymbolicLink(dead.resolve("link"), elsewhere);

    RunFolder.sweep(files(), hadoop(parent), "run-", any -> true);

    assertThat(names()).containsExactly("elsewhere");
    assertThat(elsewhere.resolve("kept")).exists();
  }

  @Test
  void whereThereIsNothingNothingIsSwept() throws IOException {
    RunFolder.sweep(files(), hadoop(parent.resolve("none")), "run-", any -> true);
    assertThat(names()).isEmpty();
  }
}
