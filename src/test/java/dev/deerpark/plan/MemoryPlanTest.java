// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.base.BadInputException;
import dev.deerpark.base.Precision;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.sequence.Layout;
import dev.deerpark.settings.LayoutSettings.Jacobians;
import org.junit.jupiter.api.Test;

/** What is kept, and what is refused before anything is read. */
class MemoryPlanTest {
  private static final long GIB = 1L << 30;

  /** A GRU of 128 units over 650,000 steps at segment length 1. */
  private static final Layout STEPS = new Layout(0, 650_000, 1, 256, 2, 8);

  private static MemoryPlan plan(Layout layout, Jacobians asked, long available) {
    return MemoryPlan.of(
        layout, 2, 128, JacobianForm.DENSE, false, Precision.DOUBLE, asked, available);
  }

  @Test
  void jacobiansAreKeptWhereTheyFitAndComputedAgainWhereTheyDoNot() {
    MemoryPlan large = plan(STEPS, Jacobians.AUTO, 200 * GIB);
    assertThat(large.keepJacobians()).isTrue();
    assertThat(large.jacobianBytes()).isEqualTo(650_000L * 128 * 128 * 8);
    MemoryPlan small = plan(STEPS, Jacobians.AUTO, 4 * GIB);
    assertThat(small.keepJacobians()).isFalse();
    assertThat(small.iterateBytes()).isEqualTo(650_000L * 2 * 128 * 8);
    small.requireFits(STEPS);
  }

  @Test
  void whatDoesNotFitIsRefusedWithTheFiguresAndWhatHelps() {
    assertThatThrownBy(() -> plan(STEPS, Jacobians.KEEP, 4 * GIB).requireFits(STEPS))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("161.")
        .hasMessageContaining("4.0 GiB")
        .hasMessageContaining("--jacobians recompute")
        .hasMessageContaining("--segment-length");
    assertThatThrownBy(() -> plan(STEPS, Jacobians.AUTO, GIB).requireFits(STEPS))
        .hasMessageContaining("650,000 segments")
        .hasMessageNotContaining("recompute");
  }

  @Test
  void longSegmentsKeepLittle() {
    Layout layout = new Layout(0, 650_000, 4096, 4, 2, 8);
    MemoryPlan plan = plan(layout, Jacobians.AUTO, GIB);
    assertThat(plan.keepJacobians()).isTrue();
    assertThat(plan.iterateBytes()).isLessThan(30L << 20);
  }

  @Test
  void aPartitionSendsFewNodesHoweverManyBlocksItHas() {
    Layout layout = new Layout(0, 1_000_000_000, 1, 1000, 4, 8);
    assertThat(plan(layout, Jacobians.RECOMPUTE, GIB).nodes()).isEqualTo(2 * 7 * 7 + 1);
  }

  @Test
  void bytesReadLikeBytes() {
    assertThat(MemoryPlan.text(512)).isEqualTo("512 bytes");
    assertThat(MemoryPlan.text(1536)).isEqualTo("1.5 KiB");
    assertThat(MemoryPlan.text(3 * GIB / 2)).isEqualTo("1.5 GiB");
  }
}
