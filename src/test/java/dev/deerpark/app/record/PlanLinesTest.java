// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.solve.Method;
import dev.deerpark.study.model.Possible;
import org.junit.jupiter.api.Test;

class PlanLinesTest {

  /** S = N / (1 + N m / T), with T / m = 1000. */
  @Test
  void thePossibleIsACurveOverCores() {
    assertThat(PlanLines.possible(new Possible(1000), 2, 1_000_000))
        .isEqualTo(
            "at most, over one core, by cores: 2: 2.00, 20: 19.6, 200: 167, 2,000: 667,"
                + " any number: 1,000");
  }

  @Test
  void aDeviceThatWalksNothingIsSaid() {
    assertThat(PlanLines.kernel("opencl", Method.SEQUENTIAL))
        .isEqualTo("opencl kernel, which leaves the loop to the jvm kernel");
    assertThat(PlanLines.kernel("opencl", Method.SHOOTING)).isEqualTo("opencl kernel");
    assertThat(PlanLines.kernel("jvm", Method.SEQUENTIAL)).isEqualTo("jvm kernel");
  }
}
