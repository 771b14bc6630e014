// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.app.bench.BenchCase.Timed;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchTest {

  @Test
  void whatIsSaidIsOfTheRepeatWhoseTimeIsPrinted() {
    Timed warming = new Timed(3, "warming");
    Timed slow = new Timed(2, "slow");
    Timed fast = new Timed(1, "fast");
    assertThat(Bench.median(List.of(warming, fast, slow))).isEqualTo(slow);
    assertThat(Bench.median(List.of(warming))).isEqualTo(warming);
    assertThat(Bench.median(List.of(fast, slow))).isIn(fast, slow);
  }
}
