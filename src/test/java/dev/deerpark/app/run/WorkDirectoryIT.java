// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.app.console.Console;
import dev.deerpark.spark.SharedSession;
import dev.deerpark.spark.TestSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
@ExtendWith(SharedSession.class)
class WorkDirectoryIT {
  @TempDir Path folder;

  private final Configuration hadoop = new Configuration();

  /** Makes one in a parent with these permissions, and returns what was warned of. */
  private List<String> warnings(String permissions) throws IOException {
    Path parent = folder.resolve(permissions);
    org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(parent.toUri());
    path.getFileSystem(hadoop).mkdirs(path);
    path.getFileSystem(hadoop).setPermission(path, new FsPermission(permissions));
    List<String> warnings = new ArrayList<>();
    try (WorkDirectory work = WorkDirectory.in(path, hadoop, console(warnings))) {
      work.takeCheckpoints(JavaSparkContext.fromSparkContext(TestSession.local().sparkContext()));
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(onlyEntryOf(parent))))
          .isEqualTo("rwx------");
    }
    assertThat(parent).isEmptyDirectory();
    return warnings;
  }

  private static Path onlyEntryOf(Path parent) throws IOException {
    try (Stream<Path> entries = Files.list(parent)) {
      List<Path> all = entries.toList();
      assertThat(all).hasSize(1);
      return all.get(0);
    }
  }

  private static Console console(List<String> warnings) {
    return new Console() {
      @Override
      public void line(String text) {
        throw new AssertionError(text);
      }

      @Override
      public void warning(String sentence) {
        warnings.add(sentence);
      }
    };
  }

  @Test
  void nobodyElseMayEnterIt() throws IOException {
    assertThat(warnings("755")).isEmpty();
  }

  @Test
  void aParentInWhichOthersCouldReplaceItIsWarnedOf() throws IOException {
    assertThat(warnings("777")).singleElement().asString().contains("777", "--work-dir");
    assertThat(warnings("1777")).as("with a sticky bit").isEmpty();
  }
}
