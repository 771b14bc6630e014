// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.app.TestRuns.Ended;
import dev.deerpark.app.console.ExitStatus;
import dev.deerpark.spark.SharedSession;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The second example: a network of 128 inputs and 256 numbers in a state that forgets slowly. */
@ExtendWith(SharedSession.class)
class EvaluateVoiceIT {
  @TempDir Path folder;

  @Test
  void theLstmOfTheExampleIsTheLoop() throws IOException {
    try (TestRuns runs = new TestRuns(folder)) {
      Ended ended = runs.evaluate("--example", "voice", "--range", "0:2000", "--emit", "outputs");
      assertThat(ended.status()).isEqualTo(ExitStatus.DONE);
      assertThat(ended.report().get("stateSize").asInt()).isEqualTo(256);
      runs.assertNothingIsLeft();
    }
  }

  @Test
  void inspectSaysWhichNetworkItIs() {
    try (TestRuns runs = new TestRuns(folder)) {
      assertThat(String.join("\n", runs.inspect("--example", "voice", "--range", "0:2000")))
          .contains("LSTM of 128 units, 128 inputs, 132,096 parameters")
          .contains("relu, linear from 128 to 1, sigmoid")
          .contains("Digest");
    }
  }
}
