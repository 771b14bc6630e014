// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.recurrence.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateOrderTest {

  @Test
  void blocksGoWhereTheirLetterIs() {
    double[] iofg = {1, 2, 3, 4, 5, 6, 7, 8};
    assertThat(GateOrder.rearrange(iofg, "iofg", "ifgo")).containsExactly(1, 2, 5, 6, 7, 8, 3, 4);
    assertThat(GateOrder.rearrange(new double[0], "ifo", "iof")).isEmpty();
  }

  @Test
  void allArraysOfALayerAreRearrangedAndBack() {
    LayerWeights layer = TestLayers.layer(3, 4, 2, new Random(7));
    LayerWeights moved = GateOrder.rearrange(layer, "zrn", GruWeights.GATES);
    assertThat(moved.inputBias()).startsWith(layer.inputBias()[4]).isNotEqualTo(layer.inputBias());
    assertThat(moved.hiddenWeight()).startsWith(layer.hiddenWeight()[16]);
    assertThat(GateOrder.rearrange(moved, GruWeights.GATES, "zrn"))
        .usingRecursiveComparison()
        .isEqualTo(layer);
  }

  @ParameterizedTest
  @CsvSource({"iofg, ifg", "iofg, ifgg", "iifg, ifgo", "iofg, ifgx", "iof, ifo"})
  void wordsThatAreNotTwoOrdersOfTheGatesAreRefused(String given, String wanted) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GateOrder.rearrange(new double[8], given, wanted))
        .withMessageContaining(given);
  }
}
