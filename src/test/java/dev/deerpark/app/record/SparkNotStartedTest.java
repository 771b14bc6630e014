// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.record;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A start that failed is one sentence, in Spark's own innermost words where these are few. */
class SparkNotStartedTest {

  private static String sentence(Throwable cause) {
    return KnownFailure.sentence(new SparkNotStarted("spark://host:7077", cause)).orElseThrow();
  }

  @Test
  void theInnermostReasonIsNamedWithTheMaster() {
    Exception cause =
        new IllegalStateException("outer", new Exception("Asked for 512 MiB\nmore\nlines"));
    assertThat(sentence(cause))
        .contains("spark://host:7077", ": Asked for 512 MiB. ", "--master")
        .doesNotContain("outer", "lines");
  }

  @Test
  void aMasterThatDoesNotAnswerIsSaidToBeSo() {
    Exception cause =
        new IllegalStateException("Cannot call methods on a stopped SparkContext.\nThis stopped");
    assertThat(sentence(cause))
        .contains("the master did not answer")
        .doesNotContain("SparkContext");
  }

  @Test
  void aCauseWithoutAMessageIsNamed() {
    assertThat(sentence(new NullPointerException())).contains("NullPointerException.");
  }
}
