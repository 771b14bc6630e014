// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The arithmetic of positions. */
class LayoutTest {
  private static final long SEED = 3;

  @Test
  void blocksAndSegmentsTileTheStepsAndPartitionsTileTheBlocks() {
    Random random = new Random(SEED);
    for (int trial = 0; trial < 500; trial++) {
      Layout layout =
          new Layout(
              random.nextInt(5),
              1 + random.nextInt(1000),
              1 + random.nextInt(20),
              1 + random.nextInt(10),
              1 + random.nextInt(30),
              2);
      long step = 0;
      long segment = 0;
      for (int block = 0; block < layout.blocks(); block++) {
        assertThat(layout.firstStep(block)).as("%s", layout).isEqualTo(step);
        assertThat(layout.firstSegment(block)).isEqualTo(segment);
        assertThat(layout.blockOf(step)).isEqualTo(block);
        step += layout.stepsOf(block);
        segment += layout.segmentsOf(block);
        assertThat(layout.blockOf(step - 1)).isEqualTo(block);
        int partition = layout.partitionOf(block);
        assertThat(block)
            .as("block %d of %s", block, layout)
            .isBetween(layout.firstBlock(partition), layout.firstBlock(partition + 1) - 1);
      }
      for (int partition = 0; partition <= layout.partitions(); partition++) {
        int first = layout.firstBlock(partition);
        long before = first == layout.blocks() ? layout.steps() : layout.firstStep(first);
        assertThat(layout.firstTimeOf(partition))
            .as("partition %d of %s", partition, layout)
            .isEqualTo(layout.firstTime() + before);
      }
      assertThat(step).isEqualTo(layout.steps());
      assertThat(segment).isEqualTo(layout.segments());
      assertThat(layout.firstBlock(layout.partitions())).isEqualTo(layout.blocks());
    }
  }

  @Test
  void longSequencesDoNotOverflow() {
    Layout layout = new Layout(0, 10_000_000_000L, 4096, 256, 10_000, 8);
    int last = layout.blocks() - 1;
    assertThat(layout.firstStep(last) + layout.stepsOf(last)).isEqualTo(10_000_000_000L);
    assertThat(layout.partitionOf(last)).isEqualTo(9_999);
    assertThat(layout.segments()).isEqualTo(2_441_407L);
  }

  @Test
  void positionsFarBeyondAnIntAreExact() {
    Random random = new Random(SEED);
    for (int trial = 0; trial < 200; trial++) {
      long steps = (1L << 31) + random.nextLong(1L << 40);
      Layout layout =
          new Layout(
              random.nextLong(1L << 40),
              steps,
              1 + random.nextInt(3),
              4096 + random.nextInt(100_000),
              1 + random.nextInt(5000),
              2 + random.nextInt(8));
      int partition = random.nextInt(layout.partitions());
      for (int block : new int[] {layout.firstBlock(partition), layout.blocks() - 1}) {
        BigInteger first =
            BigInteger.valueOf(block).multiply(BigInteger.valueOf(layout.blockSteps()));
        BigInteger segment =
            BigInteger.valueOf(block).multiply(BigInteger.valueOf(layout.blockSegments()));
        String run = "block %d of %s, seed %d".formatted(block, layout, SEED);
        assertThat(layout.firstStep(block)).as(run).isEqualTo(first.longValueExact());
        assertThat(layout.firstSegment(block)).as(run).isEqualTo(segment.longValueExact());
        assertThat(layout.blockOf(layout.firstStep(block))).as(run).isEqualTo(block);
        assertThat(layout.blockOf(layout.firstStep(block) + layout.stepsOf(block) - 1))
            .as(run)
            .isEqualTo(block);
        assertThat(layout.firstBlock(layout.partitionOf(block))).as(run).isLessThanOrEqualTo(block);
        assertThat(layout.firstBlock(layout.partitionOf(block) + 1)).as(run).isGreaterThan(block);
      }
      assertThat(layout.firstTimeOf(layout.partitions()))
          .as("%s, seed %d", layout, SEED)
          .isEqualTo(layout.firstTime() + steps);
    }
  }
}
