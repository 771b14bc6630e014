// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.base.Precision;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Layout;
import org.junit.jupiter.api.Test;

/** A number of the series depends on its place, never on the block that holds it. */
class NormalSeriesTest {
  private static final NormalSeries SERIES = new NormalSeries(20_000, 2, Precision.FLOAT, 5);

  @Test
  void everyLayoutHoldsTheSameNumbers() {
    InputBlock whole = SERIES.sample(0, 20_000);
    for (int length : new int[] {1, 7, 4095, 4096, 5000}) {
      Layout layout = new Layout(0, 20_000, length, 3, 2, 8);
      for (int index = 0; index < layout.blocks(); index += Math.max(1, layout.blocks() / 9)) {
        InputBlock block = SERIES.block(layout, index);
        int from = (int) layout.firstStep(index) * 2;
        for (int i = 0; i < block.inputs().length(); i++) {
          assertThat(block.inputs().get(i))
              .as("number %d", from + i)
              .isEqualTo(whole.inputs().get(from + i));
        }
      }
    }
  }

  @Test
  void theNumbersAreStandardNormal() {
    InputBlock whole = SERIES.sample(0, 20_000);
    double sum = 0;
    double squares = 0;
    int count = whole.inputs().length();
    for (int i = 0; i < count; i++) {
      sum += whole.inputs().get(i);
      squares += whole.inputs().get(i) * whole.inputs().get(i);
    }
    assertThat(Math.abs(sum / count)).as("seed %d", SERIES.seed()).isLessThan(0.025);
    assertThat(squares / count).as("seed %d", SERIES.seed()).isBetween(0.96, 1.04);
  }
}
