// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.base.Precision;
import dev.deerpark.recurrence.Normalisation;
import dev.deerpark.sequence.Layout;
import dev.deerpark.sequence.time.TimeAxis;
import dev.deerpark.sequence.time.Timeline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.junit.jupiter.api.Test;

class BlockReaderTest {
  /** Two partitions of two blocks of three steps. */
  private static final Layout LAYOUT = new Layout(10, 12, 3, 1, 2, 2);

  private static final Timeline TIMELINE = Timeline.of(TimeAxis.INDEXES, 10, 12);

  @Test
  void aMissingRowTakesTheValuesOfTheRowBefore() {
    List<ReadBlock> read = read(0, row(10, 1), row(12, 3), row(15, 6));

    assertThat(inputs(read)).containsExactly(1, 1, 3, 3, 3, 6);
    assertThat(sum(read).missing()).isEqualTo(3);
    assertThat(sum(read).unfilled()).isZero();
    assertThat(sum(read).rows()).isEqualTo(3);
  }

  @Test
  void whatNoRowOfThePartitionComesBeforeStaysForTheCaller() {
    List<ReadBlock> read = read(1, row(20, 5));

    assertThat(read.get(0).check().unfilled()).isEqualTo(3);
    assertThat(read.get(1).check().unfilled()).isEqualTo(1);
    assertThat(sum(read).missing()).isEqualTo(5);
    assertThat(read.get(1).lastInputs()).containsExactly(5);
    assertThat(inputs(List.of(read.get(0)))).containsExactly(0, 0, 0);
    assertThat(read.get(1).filledWith(new double[] {8, 9}, 1).inputs().get(0)).isEqualTo(9);
    assertThat(read.get(1).filledWith(new double[] {8, 9}, 1).inputs().get(1)).isEqualTo(5);
  }

  @Test
  void theFirstOfSeveralRowsIsUsedAndOthersAreComparedWithIt() {
    List<ReadBlock> read =
        read(
            0,
            row(10, 1),
            row(11, 2),
            row(11, 2),
            row(11, 7),
            row(12, 3),
            row(13, 4),
            row(14, 5),
            row(15, 6));

    assertThat(inputs(read)).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(sum(read).duplicates()).isEqualTo(2);
    assertThat(sum(read).different()).isEqualTo(1);
    assertThat(sum(read).missing()).isZero();
    List<ReadBlock> without =
        read(0, row(10, 1), row(11, 2), row(12, 3), row(13, 4), row(14, 5), row(15, 6));
    assertThat(sum(read).checksum()).isEqualTo(sum(without).checksum());
  }

  @Test
  void rowsOfOtherPartitionsArePassedOver() {
    List<ReadBlock> read =
        read(
            1,
            row(14, 1),
            row(15, 2),
            row(16, 3),
            row(17, 4),
            row(18, 5),
            row(19, 6),
            row(20, 7),
            row(21, 8),
            row(22, 9));

    assertThat(inputs(read)).containsExactly(3, 4, 5, 6, 7, 8);
    assertThat(sum(read).missing()).isZero();
  }

  @Test
  void rowsThatFallBackAreCounted() {
    assertThat(sum(read(0, row(12, 1), row(10, 2))).unsorted()).isEqualTo(1);
  }

  private static InternalRow row(long position, double value) {
    return new GenericInternalRow(new Object[] {position, value});
  }

  private static List<ReadBlock> read(int partition, InternalRow... rows) {
    BlockReader reader =
        new BlockReader(
            Arrays.asList(rows).iterator(),
            LAYOUT,
            partition,
            TIMELINE,
            Normalisation.none(1),
            Precision.DOUBLE);
    List<ReadBlock> blocks = new ArrayList<>();
    reader.forEachRemaining(blocks::add);
    return blocks;
  }

  private static double[] inputs(List<ReadBlock> read) {
    return read.stream()
        .flatMapToDouble(
            block ->
                java.util.stream.IntStream.range(0, block.block().steps())
                    .mapToDouble(block.block().inputs()::get))
        .toArray();
  }

  private static ReadBlock.Check sum(List<ReadBlock> read) {
    return read.stream().map(ReadBlock::check).reduce(ReadBlock.Check.NONE, ReadBlock.Check::plus);
  }
}
