// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.base.BadInputException;
import dev.deerpark.base.Precision;
import dev.deerpark.kernel.KernelFactory;
import dev.deerpark.kernel.jvm.JvmKernels;
import dev.deerpark.kernel.reference.ReferenceKernels;
import dev.deerpark.recurrence.MeanField;
import dev.deerpark.sequence.Layout;
import dev.deerpark.settings.LayoutSettings;
import dev.deerpark.solve.Method;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** How a series is cut where nothing is given. */
class LayoutPlannerTest {
  private static final int CORES = 3;
  private static final int WIDTH = 2;
  private static final int MEMORY = 100;
  private static final KernelFactory KERNELS =
      new ReferenceKernels(new MeanField(4, 0.5, 1, WIDTH), Precision.FLOAT);

  private static LayoutPlanner.Planned planned(long steps, LayoutSettings settings) {
    Dynamics forgets = new Dynamics(8192, OptionalInt.of(MEMORY), Double.NaN, 9000);
    return new LayoutPlanner(0, steps, WIDTH, KERNELS, Method.SHOOTING, Optional.of(forgets), CORES)
        .plan(OptionalInt.empty(), settings, 4);
  }

  private static Layout layout(long steps) {
    return planned(steps, LayoutSettings.chosen()).layout();
  }

  private static LayoutSettings of(OptionalInt partitions, OptionalInt blockSteps) {
    LayoutSettings chosen = LayoutSettings.chosen();
    return new LayoutSettings(
        partitions, blockSteps, chosen.scan(), chosen.jacobians(), 8, Optional.empty());
  }

  @Test
  void aSeriesOfModestLengthHasAPartitionForEachCore() {
    assertThat(layout(10_000_000).partitions()).isEqualTo(CORES);
  }

  @Test
  void aLongSeriesHasRoundsOfPartitionsOfAQuarterGibibyteOfFloats() {
    long steps = 1_000_000_000;
    Layout layout = layout(steps);
    assertThat(layout.partitions() % CORES).isZero();
    assertThat(steps * WIDTH / layout.partitions()).isBetween(1L << 25, 1L << 26);
  }

  @Test
  void partitionsThatAreGivenStay() {
    LayoutSettings given = of(OptionalInt.of(7), OptionalInt.empty());
    assertThat(planned(1_000_000_000, given).layout().partitions()).isEqualTo(7);
  }

  @Test
  void theBurnInIsTwiceTheMemoryAndASmallPartOfASegment() {
    LayoutPlanner.Planned planned = planned(100_000, LayoutSettings.chosen());
    assertThat(planned.burnIn()).hasValue(2 * MEMORY);
    assertThat(planned.layout().segmentLength()).isGreaterThanOrEqualTo(12 * 2 * MEMORY);
    assertThat(planned.probeSteps()).isEqualTo(9000);
  }

  @Test
  void theBurnInOfALongSegmentIsAHundredthOfIt() {
    LayoutPlanner.Planned planned = planned(1_000_000_000, LayoutSettings.chosen());
    assertThat(planned.burnIn()).hasValue(planned.layout().segmentLength() / 100);
  }

  @Test
  void segmentsOfALargeModelFillAllLanesOnceRatherThanBeShort() {
    long lanes = 32 * CORES;
    KernelFactory wide = new JvmKernels(new MeanField(1024, 0.5, 1, WIDTH), Precision.FLOAT);
    Dynamics forgets = new Dynamics(8192, OptionalInt.of(48), Double.NaN, 1000);
    LayoutPlanner planner =
        new LayoutPlanner(0, 150_000, WIDTH, wide, Method.SHOOTING, Optional.of(forgets), CORES);
    Layout layout = planner.plan(OptionalInt.empty(), LayoutSettings.chosen(), 1024).layout();
    assertThat(layout.segments()).isBetween(lanes - 1, lanes);
  }

  @Test
  void everyCoreHasABlockToWalk() {
    assertThat(layout(100_000).blocks()).isGreaterThanOrEqualTo(CORES);
  }

  @Test
  void blocksThatCutASegmentAreRefusedWithTheNearestThatDoesNot() {
    LayoutPlanner planner =
        new LayoutPlanner(0, 10_000, WIDTH, KERNELS, Method.DEER, Optional.empty(), CORES);
    LayoutSettings given = of(OptionalInt.empty(), OptionalInt.of(100));
    assertThatThrownBy(() -> planner.plan(OptionalInt.of(64), given, 4))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("--block-steps 100")
        .hasMessageContaining("128");
  }
}
