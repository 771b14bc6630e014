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
  void itsProbabilityIsRightBeforeItsCellsAre() throws IOException {
    try (TestRuns runs = new TestRuns(folder)) {
      int states = iterations(runs, "states");
      int outputs = iterations(runs, "outputs");
      assertThat(states).as("walks that secants correct").isGreaterThan(3);
      assertThat(outputs).isLessThan(states);
      assertThat(String.join("\n", runs.inspect("--example", "voice", "--emit", "outputs")))
          .contains("on the outputs");
    }
  }

  /** The iterations of a run that keeps outputs alone, compared with the loop at every step. */
  private static int iterations(TestRuns runs, String toleranceOn) {
    String[] words = {
      "--example", "voice",
      "--range", "0:2000",
      "--segment-length", "100",
      "--tolerance", "1e-3",
      "--emit", "outputs",
      "--tolerance-on", toleranceOn
    };
    Ended ended = runs.evaluate(words);
    assertThat(ended.status()).as(toleranceOn).isEqualTo(ExitStatus.DONE);
    assertThat(ended.report().get("plan").get("toleranceOn").asText()).isEqualTo(toleranceOn);
    return ended.report().get("iterations").asInt();
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
