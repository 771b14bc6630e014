// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.base.Precision;
import dev.deerpark.kernel.opencl.device.GroupLimits;
import dev.deerpark.recurrence.JacobianForm;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How walks are cut for the groups of a device. */
class TileTest {
  private static final GroupLimits GPU = GroupLimits.of(48 << 10, 1024, false);
  private static final List<JacobianForm> FORMS =
      List.of(JacobianForm.ZERO, JacobianForm.DIAGONAL, JacobianForm.DENSE);

  @ParameterizedTest
  @ValueSource(ints = {4, 7, 8, 12, 24, 32, 33, 48, 64, 129, 256, 700})
  void whatAGroupSharesHasRoomWithTheWeightsThatItHolds(int units) {
    for (var sample : SelfTest.Samples.all(units).entrySet()) {
      for (Precision precision : Precision.values()) {
        for (JacobianForm form : FORMS) {
          DeviceModel model = DeviceModels.of(sample.getValue());
          Tile tile = Tile.of(model, form, precision, GPU);
          long numbers = tile.arena() + 4L * tile.heldQuads();

          if (!tile.spilled()) {
            assertThat(numbers * precision.bytes())
                .as("%s of %d units, %s, %s: %s", sample.getKey(), units, form, precision, tile)
                .isLessThanOrEqualTo(GPU.sharedBytes());
          }
          assertThat(tile.heldQuads())
              .as("all constants are held, or none")
              .isIn(0, tile.spilled() ? 0 : model.constants().length / 4);
          assertThat(tile.lanes() % tile.per()).as("%s", tile).isZero();
        }
      }
    }
  }

  @Test
  void theWeightsOfASmallNetworkAreHeldAndThoseOfALargeOneAreNot() {
    assertThat(plain(32).heldQuads()).isPositive();
    assertThat(plain(64).heldQuads()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 5, 8})
  void ofASmallNetworkEveryItemOfAGroupHasOneTile(int units) {
    Tile tile = plain(units);

    assertThat(tile.per()).isEqualTo(1);
    assertThat((units + 3) / 4 * tile.lanes()).isEqualTo(tile.items());
  }

  private static Tile plain(int units) {
    DeviceModel model = DeviceModels.of(SelfTest.Samples.gru(units));
    return Tile.of(model, JacobianForm.ZERO, Precision.FLOAT, GPU);
  }
}
