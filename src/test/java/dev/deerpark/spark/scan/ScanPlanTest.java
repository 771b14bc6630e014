// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark.scan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Which plan is taken, and that it says why. */
class ScanPlanTest {

  @Test
  void littleGoesToTheDriverAtOnce() {
    ScanPlan plan = ScanPlan.choose(64, 15, 8 * 1024);
    assertThat(plan.isFlat()).isTrue();
    assertThat(plan.toString()).startsWith("flat: ").contains("64 partitions", "7.5 MiB");
  }

  @Test
  void muchIsMergedInGroupsOfAboutTheRoot() {
    ScanPlan plan = ScanPlan.choose(1000, 50, 8 * 128 * 128);
    assertThat(plan.isFlat()).isFalse();
    assertThat(plan.groupSize()).isEqualTo(32);
    assertThat(plan.toString()).startsWith("tree, in groups of 32: ").contains("too much");
  }

  @Test
  void aForcedTreeGroupsAtLeastPairs() {
    assertThat(ScanPlan.tree(1, "as asked").groupSize()).isEqualTo(2);
    assertThat(ScanPlan.tree(3, "as asked").groupSize()).isEqualTo(2);
  }
}
