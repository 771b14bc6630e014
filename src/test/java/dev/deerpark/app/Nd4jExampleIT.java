// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.app.TestRuns.Ended;
import dev.deerpark.app.console.ExitStatus;
import dev.deerpark.kernel.nd4j.NeedsNatives;
import dev.deerpark.spark.SharedSession;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The shipped example by array operations. */
@NeedsNatives
@ExtendWith(SharedSession.class)
class Nd4jExampleIT {
  private static final String EXAMPLE =
      "--example ecg --range 0:5000 --precision double --verify full --segment-length 1000"
          + " --method shooting --kernel nd4j --partitions %d";

  @TempDir static Path folder;
  private final TestRuns runs = new TestRuns(folder);

  @AfterEach
  void nothingIsLeft() throws IOException {
    runs.assertNothingIsLeft();
  }

  @Test
  void theExampleIsTheLoopsAndHasTheSameBitsForAnyNumberOfPartitions() {
    Ended one = runs.evaluate(EXAMPLE.formatted(1).split(" "));
    Ended two = runs.evaluate(EXAMPLE.formatted(2).split(" "));
    assertThat(one.status()).as(one.text()).isEqualTo(ExitStatus.DONE);
    assertThat(one.text()).contains("nd4j kernel");
    assertThat(one.report().at("/verification/maxDifference").doubleValue()).isLessThan(1e-12);
    assertThat(two.digest()).isEqualTo(one.digest());
  }
}
