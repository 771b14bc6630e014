// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.solve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The last word is with the states as they are written. */
class SolutionTest {
  private static final Solution CONVERGED =
      new Solution(
          Outcome.CONVERGED,
          "Converged.",
          TestHistory.summary(1, 0),
          List.of(),
          Optional.empty(),
          1,
          false,
          Optional.empty());

  @Test
  void aResidualWithinTheToleranceChangesNothing() {
    assertThat(CONVERGED.judgedBy(1e-6, 1e-6, "states")).isSameAs(CONVERGED);
  }

  @Test
  void aResidualAboveTheToleranceOrNoNumberIsNoConvergence() {
    for (double residual : new double[] {1.1e-6, 0.5, Double.NaN}) {
      Solution judged = CONVERGED.judgedBy(residual, 1e-6, "outputs");
      assertThat(judged.outcome()).isEqualTo(Outcome.NOT_JOINED);
      assertThat(judged.outcome().converged()).isFalse();
      assertThat(judged.sentence())
          .startsWith("Not converged")
          .contains("of the outputs is", "1e-06");
    }
  }

  @Test
  void whatDidNotConvergeStaysWhatItIs() {
    Solution stopped =
        new Solution(
            Outcome.MAX_ITERATIONS,
            "No.",
            CONVERGED.summary(),
            List.of(),
            Optional.empty(),
            1,
            false,
            Optional.empty());
    assertThat(stopped.judgedBy(0.5, 1e-6, "states")).isSameAs(stopped);
  }
}
