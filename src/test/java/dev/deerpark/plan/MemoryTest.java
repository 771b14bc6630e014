// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.sequence.Layout;
import dev.deerpark.sequence.TimeRange;
import dev.deerpark.settings.LayoutSettings.JacobianStorage;
import dev.deerpark.solve.Method;
import org.junit.jupiter.api.Test;

/** What is kept, and what is refused before anything is read. */
class MemoryTest {
  private static final long GIB = 1L << 30;

  /** A GRU of 128 units over 650,000 steps at segment length 1. */
  private static final Layout STEPS = new Layout(0, 650_000, 1, 256, 2, 8);

  private static Memory memory(
      Layout layout, Method method, JacobianStorage asked, long available) {
    return memory(layout, method, asked, available, 0);
  }

  private static Memory memory(
      Layout layout, Method method, JacobianStorage asked, long available, long onDevice) {
    return Memory.of(
        new Problem("m", 128, 2, 0, new TimeRange(0, layout.steps())),
        layout,
        method.forms(),
        false,
        Double.BYTES,
        asked,
        new Cluster(2, 2, available, ""),
        onDevice);
  }

  private static Memory memory(Layout layout, JacobianStorage asked, long available) {
    return memory(layout, Method.DEER, asked, available);
  }

  @Test
  void jacobiansAreKeptWhereTheyFitAndComputedAgainWhereTheyDoNot() {
    Memory large = memory(STEPS, JacobianStorage.AUTO, 200 * GIB);
    assertThat(large.keepJacobians()).isTrue();
    assertThat(large.largest().jacobianBytes()).isEqualTo(650_000L * 128 * 128 * 8);
    Memory small = memory(STEPS, JacobianStorage.AUTO, 4 * GIB);
    assertThat(small.keepJacobians()).isFalse();
    assertThat(small.iterateBytes()).isEqualTo(650_000L * 2 * 128 * 8);
    assertThat(small.refusal(STEPS)).isEmpty();
  }

  @Test
  void aPartitionSendsNoMoreElementsThanItHasBlocksHoweverManyThereAre() {
    Layout most = new Layout(0, Integer.MAX_VALUE, 1, 1, 2, Integer.MAX_VALUE);

    assertThat(memory(most, JacobianStorage.AUTO, GIB).nodes()).isEqualTo(1L << 30);
  }

  @Test
  void jacobiansThatStayOnDevicesAreNotOnTheHeap() {
    long jacobians = 650_000L * 128 * 128 * 8;
    long inputs = 650_000L * 2 * 8;
    Memory room =
        memory(STEPS, Method.DEER, JacobianStorage.KEEP, 4 * GIB, (jacobians + inputs) / 2);
    assertThat(room.deviceBytes()).isEqualTo(jacobians);
    assertThat(room.iterateBytes()).isEqualTo(650_000L * 2 * 128 * 8);
    assertThat(room.refusal(STEPS)).isEmpty();
    Memory none =
        memory(STEPS, Method.DEER, JacobianStorage.KEEP, 4 * GIB, (jacobians + inputs) / 2 - 1);
    assertThat(none.deviceBytes()).isZero();
    assertThat(none.refusal(STEPS)).isPresent();
  }

  @Test
  void whatDoesNotFitIsRefusedWithTheFiguresAndWhatHelps() {
    assertThat(memory(STEPS, JacobianStorage.KEEP, 4 * GIB).refusal(STEPS).orElseThrow())
        .contains("161.", "4.0 GiB", "--jacobian-storage recompute", "--segment-length");
    assertThat(memory(STEPS, JacobianStorage.AUTO, GIB).refusal(STEPS).orElseThrow())
        .contains("650,000 segments")
        .doesNotContain("recompute");
  }

  @Test
  void everyFormThatAMethodMayComeToIsPlannedForTheLargestLast() {
    Layout layout = new Layout(0, 650_000, 4096, 4, 2, 8);
    Memory shooting = memory(layout, Method.SHOOTING, JacobianStorage.AUTO, GIB);

    assertThat(shooting.forms())
        .extracting(FormMemory::form)
        .containsExactly(JacobianForm.ZERO, JacobianForm.DENSE);
    assertThat(shooting.forms().get(0).jacobianBytes()).isZero();
    assertThat(shooting.largest())
        .isEqualTo(memory(layout, Method.DEER, JacobianStorage.AUTO, GIB).largest());
    assertThat(shooting.iterateBytes())
        .isEqualTo(memory(layout, Method.DEER, JacobianStorage.AUTO, GIB).iterateBytes());
  }

  @Test
  void figuresThatNoMemoryReachesAreNoNegativeOnes() {
    Layout layout = new Layout(0, 1L << 50, 1 << 20, 1 << 10, 2, 8);
    FormMemory memory = FormMemory.of(layout, Integer.MAX_VALUE, JacobianForm.DENSE, true);

    assertThat(memory.jacobianBytes()).isEqualTo(Long.MAX_VALUE);
    assertThat(memory.taskBytes()).isEqualTo(Long.MAX_VALUE);
    assertThat(memory.elementBytes()).isEqualTo(Long.MAX_VALUE);
    assertThat(memory.fitsArrays()).isFalse();
  }

  @Test
  void longSegmentsKeepLittle() {
    Layout layout = new Layout(0, 650_000, 4096, 4, 2, 8);
    Memory memory = memory(layout, JacobianStorage.AUTO, GIB);
    assertThat(memory.keepJacobians()).isTrue();
    assertThat(memory.iterateBytes()).isLessThan(30L << 20);
  }

  @Test
  void aPartitionSendsFewNodesHoweverManyBlocksItHas() {
    Layout layout = new Layout(0, 1_000_000_000, 1, 1000, 4, 8);
    assertThat(memory(layout, JacobianStorage.RECOMPUTE, GIB).nodes()).isEqualTo(2 * 7 * 7 + 1);
  }

  @Test
  void bytesReadLikeBytes() {
    assertThat(Bytes.text(512)).isEqualTo("512 bytes");
    assertThat(Bytes.text(1536)).isEqualTo("1.5 KiB");
    assertThat(Bytes.text(3 * GIB / 2)).isEqualTo("1.5 GiB");
  }
}
