// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.deerpark.app.measure.SyntheticSeries.Kind;
import dev.deerpark.spark.SharedSession;
import dev.deerpark.spark.TestSession;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(SharedSession.class)
class SyntheticSeriesIT {
  /** Two full blocks and a part of a third. */
  private static final int STEPS = 2 * SyntheticSeries.BLOCK_STEPS + 4321;

  private static SparkSession session;

  @BeforeAll
  static void start() {
    session = TestSession.local();
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void theSeriesIsTheSameForAnyNumberOfPartitions(Kind kind) {
    List<Row> once = rows(kind, 7, 1);
    assertThat(rows(kind, 7, 3)).isEqualTo(once);
    assertThat(rows(kind, 7, 5)).isEqualTo(once);
    assertThat(rows(kind, 8, 1)).isNotEqualTo(once);
    assertThat(once)
        .extracting(row -> row.getLong(0))
        .containsExactlyElementsOf(LongStream.range(0, STEPS).boxed().toList());
  }

  @Test
  void normalColumnsAreStandardNormalAndIndependent() {
    List<Row> rows = rows(Kind.NORMAL, 7, 2);
    double[] sums = new double[4];
    for (Row row : rows) {
      double a = row.getDouble(1);
      double b = row.getDouble(2);
      sums[0] += a;
      sums[1] += a * a;
      sums[2] += b;
      sums[3] += a * b;
    }
    // Four standard errors of each mean.
    double error = 4 / Math.sqrt(STEPS);
    assertThat(sums[0] / STEPS).isCloseTo(0, within(error));
    assertThat(sums[1] / STEPS).isCloseTo(1, within(error * Math.sqrt(2)));
    assertThat(sums[2] / STEPS).isCloseTo(0, within(error));
    assertThat(sums[3] / STEPS).isCloseTo(0, within(error));
  }

  @Test
  void blocksDoNotRepeatEachOther() {
    List<Row> rows = rows(Kind.NORMAL, 7, 2);
    assertThat(rows.get(SyntheticSeries.BLOCK_STEPS).getDouble(1))
        .isNotEqualTo(rows.get(0).getDouble(1))
        .isNotEqualTo(rows.get(2 * SyntheticSeries.BLOCK_STEPS).getDouble(1));
  }

  /** Three consecutive values of a sine wave of angular frequency w: s0 + s2 = 2 cos(w) s1. */
  @Test
  void sineColumnsAreSineWavesOfSmallAmplitude() {
    List<Row> rows = rows(Kind.SINE, 7, 2);
    double twoCosines = ratio(rows, 1);
    assertThat(Math.acos(twoCosines / 2)).isBetween(0.5, 3.0);
    for (int t = 1; t + 1 < STEPS; t += 1000) {
      double outer = rows.get(t - 1).getDouble(1) + rows.get(t + 1).getDouble(1);
      assertThat(outer).isCloseTo(twoCosines * rows.get(t).getDouble(1), within(1e-6));
      assertThat(rows.get(t).getDouble(2)).isBetween(-0.2, 0.2);
    }
  }

  @Test
  void withoutColumnsThereIsTheTimeAlone() {
    SyntheticSeries series = new SyntheticSeries(3, "time", List.of(), Kind.NORMAL, 1);
    assertThat(series.type().fieldNames()).containsExactly("time");
    assertThat(rows(series, 1)).extracting(Row::length).containsExactly(1, 1, 1);
  }

  private static double ratio(List<Row> rows, int t) {
    return (rows.get(t - 1).getDouble(1) + rows.get(t + 1).getDouble(1)) / rows.get(t).getDouble(1);
  }

  private static List<Row> rows(Kind kind, long seed, int partitions) {
    return rows(new SyntheticSeries(STEPS, "t", List.of("a", "b"), kind, seed), partitions);
  }

  private static List<Row> rows(SyntheticSeries series, int partitions) {
    return ((org.apache.spark.sql.classic.SparkSession) session)
        .internalCreateDataFrame(series.rows(session, partitions).rdd(), series.type(), false)
        .collectAsList();
  }
}
