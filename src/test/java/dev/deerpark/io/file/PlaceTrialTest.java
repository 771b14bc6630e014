// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.base.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlaceTrialTest {
  @TempDir Path folder;

  @Test
  void aTrialLeavesNothing() {
    attempt(folder.resolve("new/and/deep/end.json").toString());

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aPlaceThatCannotBeWrittenIsRefusedByItsOption() throws IOException {
    Files.writeString(folder.resolve("file"), "");

    refused(folder.resolve("file/end.json").toString());
    refused(folder.resolve("file/and/deep/end.json").toString());
    refused(folder.resolve("x".repeat(250)).toString());
    refused("nowhere://host/end.json");
    refused("/proc/end.json");

    assertThat(folder.resolve("file")).hasContent("");
  }

  @Test
  void aNameWithAColonIsRefusedInOurWords() {
    assertThatThrownBy(() -> attempt(folder.resolve("end:1.json").toString()))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("has a colon")
        .hasMessageNotContaining("URI");
  }

  private void refused(String place) {
    assertThatThrownBy(() -> attempt(place))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith("--final-state: nothing can be written to " + place);
  }

  private static void attempt(String place) {
    PlaceTrial.require("--final-state", new org.apache.hadoop.fs.Path(place), new Configuration());
  }
}
