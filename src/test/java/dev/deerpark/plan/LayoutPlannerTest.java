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
import dev.deerpark.plan.probe.Dynamics;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.recurrence.MeanField;
import dev.deerpark.sequence.Layout;
import dev.deerpark.sequence.TimeRange;
import dev.deerpark.settings.LayoutSettings;
import dev.deerpark.solve.FormPolicy;
import dev.deerpark.solve.Method;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a series is cut where nothing is given. */
class LayoutPlannerTest {
  private static final int CORES = 3;
  private static final int WIDTH = 2;
  private static final int FORGETTING_TIME = 100;
  private static final KernelFactory KERNELS =
      new ReferenceKernels(new MeanField(4, 0.5, 1, WIDTH), Precision.FLOAT);

  private static LayoutPlanner planner(
      long steps, KernelFactory kernels, int stateSize, Method method, int forgettingTime) {
    Problem problem = new Problem("m", stateSize, WIDTH, 0, new TimeRange(0, steps));
    return new LayoutPlanner(
        problem,
        kernels.lanes(),
        CORES,
        method,
        FormChoice.of(method, stateSize).policy(),
        Optional.of(new Dynamics(8192, OptionalInt.of(forgettingTime), Double.NaN, 9000)));
  }

  private static LayoutPlanner planner(long steps) {
    return planner(steps, KERNELS, 4, Method.SHOOTING, FORGETTING_TIME);
  }

  private static Layout layout(LayoutPlanner planner, LayoutSettings settings) {
    return planner.layout(planner.segments(OptionalInt.empty()), settings);
  }

  private static Layout layout(long steps) {
    return layout(planner(steps), LayoutSettings.chosen());
  }

  private static LayoutSettings of(OptionalInt partitions, OptionalInt blockSteps) {
    LayoutSettings chosen = LayoutSettings.chosen();
    return new LayoutSettings(
        partitions,
        blockSteps,
        chosen.scan(),
        chosen.jacobianStorage(),
        8,
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalDouble.empty());
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
  void noPartitionIsWithoutABlock() {
    Layout layout = layout(planner(10_000), of(OptionalInt.of(5000), OptionalInt.empty()));
    assertThat(layout.partitions()).isEqualTo(layout.blocks());
  }

  @Test
  void partitionsThatAreGivenStay() {
    LayoutSettings given = of(OptionalInt.of(7), OptionalInt.empty());
    assertThat(layout(planner(1_000_000_000), given).partitions()).isEqualTo(7);
  }

  @Test
  void theBurnInIsTwiceTheMemoryAndASmallPartOfASegment() {
    Segments segments = planner(100_000).segments(OptionalInt.empty());
    assertThat(segments.burnIn()).hasValue(2 * FORGETTING_TIME);
    assertThat(segments.length()).isGreaterThanOrEqualTo(12 * 2 * FORGETTING_TIME);
  }

  @Test
  void theBurnInOfALongSegmentIsAHundredthOfIt() {
    Segments segments = planner(1_000_000_000).segments(OptionalInt.empty());
    assertThat(segments.burnIn()).hasValue(segments.length() / 100);
  }

  @Test
  void segmentsOfALargeModelFillAllLanesOnceRatherThanBeShort() {
    long lanes = 32 * CORES;
    KernelFactory wide = new JvmKernels(new MeanField(1024, 0.5, 1, WIDTH), Precision.FLOAT);
    LayoutPlanner planner = planner(150_000, wide, 1024, Method.SHOOTING, 48);
    Layout layout = layout(planner, LayoutSettings.chosen());
    assertThat(layout.segments()).isBetween(lanes - 1, lanes);
  }

  @Test
  void everyCoreHasABlockToWalk() {
    assertThat(layout(100_000).blocks()).isGreaterThanOrEqualTo(CORES);
  }

  @Test
  void blocksThatCutASegmentAreRefusedWithTheNearestThatDoesNot() {
    LayoutPlanner planner = planner(10_000, KERNELS, 4, Method.DEER, FORGETTING_TIME);
    LayoutSettings given = of(OptionalInt.empty(), OptionalInt.of(100));
    assertThatThrownBy(() -> planner.layout(planner.segments(OptionalInt.of(64)), given))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("--block-steps 100")
        .hasMessageContaining("128");
  }

  @ParameterizedTest
  @CsvSource({"4224, 2147481600", "65536, 2147418112", "2147483646, 2147483646"})
  void theNearestBlockIsOneThatCanBeGiven(int segmentLength, int nearest) {
    LayoutPlanner planner = planner(1L << 40, KERNELS, 4, Method.JACOBI, FORGETTING_TIME);
    LayoutSettings given = of(OptionalInt.empty(), OptionalInt.of(Integer.MAX_VALUE));
    assertThatThrownBy(() -> planner.layout(planner.segments(OptionalInt.of(segmentLength)), given))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("such as " + nearest);
  }

  @ParameterizedTest
  @ValueSource(ints = {10_000, 10_001, 15_000, 20_000, Integer.MAX_VALUE})
  void aSegmentOfTheWholeSeriesIsCutByNoBlock(int blockSteps) {
    LayoutPlanner planner = planner(10_000, KERNELS, 4, Method.SHOOTING, FORGETTING_TIME);
    LayoutSettings given = of(OptionalInt.empty(), OptionalInt.of(blockSteps));
    Layout layout = planner.layout(planner.segments(OptionalInt.of(Integer.MAX_VALUE)), given);

    assertThat(layout.segments()).isEqualTo(1);
    assertThat(layout.blocks()).isEqualTo(1);
  }

  @Test
  void aMethodWithoutJacobiansHasBlocksThatNeedNoRoomForThem() {
    int stateSize = 9000;
    Layout jacobi =
        layout(
            planner(1_000_000, KERNELS, stateSize, Method.JACOBI, FORGETTING_TIME),
            LayoutSettings.chosen());
    Layout deer =
        layout(
            planner(1_000_000, KERNELS, stateSize, Method.DEER, FORGETTING_TIME),
            LayoutSettings.chosen());

    assertThat(jacobi.blockSegments()).isGreaterThan(100);
    assertThat(deer.blockSegments()).isEqualTo(1);
  }

  @Test
  void shootingHasRoomInItsBlocksForTheJacobiansThatItMayComeTo() {
    int stateSize = 4096;
    LayoutPlanner chosen =
        planner(10_000_000, KERNELS, stateSize, Method.SHOOTING, FORGETTING_TIME);
    LayoutPlanner dense =
        new LayoutPlanner(
            chosen.problem(),
            chosen.lanes(),
            chosen.cores(),
            chosen.method(),
            FormPolicy.asNeeded(JacobianForm.DENSE),
            chosen.dynamics());
    Layout layout = layout(dense, LayoutSettings.chosen());

    assertThat((long) layout.blockSegments() * stateSize * stateSize)
        .isLessThanOrEqualTo(FormChoice.LARGEST_JACOBIAN);
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  void everyMethodHasALayoutForStatesWhoseSquareIsNoInt(Method method) {
    LayoutPlanner planner = planner(100_000, KERNELS, 50_000, method, FORGETTING_TIME);

    assertThat(layout(planner, LayoutSettings.chosen()).steps()).isEqualTo(100_000);
  }

  @Test
  void blocksBeyondAnArrayAreRefusedWithTheMostThatItHolds() {
    LayoutPlanner planner = planner(100_000, KERNELS, 50_000, Method.QUASI_DEER, FORGETTING_TIME);
    LayoutSettings given = of(OptionalInt.empty(), OptionalInt.of(50_000));

    assertThatThrownBy(() -> planner.layout(planner.segments(OptionalInt.of(1)), given))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("--block-steps", "states of 50000 numbers", "42,949");
  }
}
