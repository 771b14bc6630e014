// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What the shape of records tells of the bytes that they become. */
class RecordCodecTest {
  private enum Outcome {
    WALKED,
    SETTLED
  }

  private record Kept(Outcome outcome, int sweeps) {}

  /** The bytes hold a constant's place, so another order gives them another meaning. */
  @Test
  void theShapeNamesTheConstantsOfAnEnumInTheirOrder() {
    assertThat(new RecordCodec<>(Kept.class).shape())
        .contains(Outcome.class.getName() + " WALKED SETTLED\n");
  }

  @Test
  void anEnumComesBackAsItWas() {
    RecordCodec<Kept> codec = new RecordCodec<>(Kept.class);
    for (Outcome outcome : Outcome.values()) {
      Kept kept = new Kept(outcome, 3);
      assertThat(codec.value(codec.bytes(kept))).isEqualTo(kept);
    }
  }
}
