// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.plan.probe.Dynamics;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How long segments are, whatever the series, the kernel and the cluster. */
class SegmentPlannerTest {

  private static final long SEED = 20261126;
  private static final int ONE_SERIES = Integer.MAX_VALUE;

  @Test
  void aSegmentIsNoLongerThanTheSeriesAndNoShorterThanItsBurnIn() {
    Random random = new Random(SEED);
    for (int i = 0; i < 10_000; i++) {
      long steps = 2 + (long) Math.pow(10, 9 * random.nextDouble());
      SegmentPlanner planner =
          new SegmentPlanner(
              steps,
              1 + random.nextInt(8),
              1 + random.nextInt(2048),
              1 << random.nextInt(6),
              1 + random.nextInt(64));
      int forgettingTime = 1 + random.nextInt((int) Math.min(5000, steps));
      Segments segments = planner.forgetting(forgettingTime, ONE_SERIES);

      assertThat(segments.length())
          .as("seed %d, case %d: %s, forgetting time %d", SEED, i, planner, forgettingTime)
          .isBetween(1, (int) Math.min(Integer.MAX_VALUE, steps));
      assertThat(segments.burnIn().orElseThrow())
          .as("seed %d, case %d: %s, forgetting time %d", SEED, i, planner, forgettingTime)
          .isBetween(1, segments.length());
    }
  }

  @ParameterizedTest
  @CsvSource({"2, 16", "8, 16", "8, 32", "64, 1"})
  void aLongSeriesFillsAllLanesOfAllCores(int cores, int lanes) {
    long steps = 1_000_000_000;
    Segments segments = new SegmentPlanner(steps, 1, 32, lanes, cores).forgetting(100, ONE_SERIES);

    assertThat(steps / segments.length()).isGreaterThanOrEqualTo((long) cores * lanes - 1);
  }

  @ParameterizedTest
  @CsvSource({"1000000, 1", "10000000, 1", "10000000, 4", "100000000, 1", "100000000, 16"})
  void onADeviceALaunchFillsAllLanesAndSegmentsAreAsLongAsThatLetsThem(int steps, int cores) {
    int lanes = 1 << 13;
    long ofABlock = LayoutPlanner.blockNumbers(lanes) / lanes / 2;

    for (int size : new int[] {8, 32, 1024}) {
      SegmentPlanner planner = new SegmentPlanner(steps, 2, size, lanes, cores);
      int length = planner.forgetting(10, ONE_SERIES).length();

      assertThat(length).isLessThanOrEqualTo((int) ofABlock);
      assertThat((double) steps / length / cores)
          .as("segments of a core")
          .isLessThanOrEqualTo(lanes * Math.ceil((double) steps / cores / lanes / ofABlock));
    }
  }

  @Test
  void whereTheStartIsNotForgottenEveryCoreHasSomeSegmentsAndNoneABurnIn() {
    Segments segments = new SegmentPlanner(1_000_000, 1, 32, 16, 100).remembering();

    assertThat(segments.length()).isEqualTo(1_000_000 / 400);
    assertThat(segments.burnIn()).isEmpty();
  }

  @Test
  void wideInputsDoNotMakeSegmentsShortThatHaveToBeLong() {
    assertThat(
            new SegmentPlanner(1 << 20, 128, 256, 32, 2)
                .forgettingLate(23_000, ONE_SERIES)
                .length())
        .isEqualTo(16_384);
  }

  @Test
  void thereAreNoMoreSegmentsThanTheDriverCanKeepSecantsOfWhereTheyAreNeeded() {
    long most = FormMemory.mostSegmentsWithSecants(256);
    SegmentPlanner large = new SegmentPlanner(100_000_000, 2, 256, 32, 1000);

    assertThat(most).isBetween(3000L, 4000L);
    assertThat(100_000_000L / large.forgettingLate(20_000, ONE_SERIES).length())
        .isLessThanOrEqualTo(most);
    assertThat(100_000_000L / large.forgettingLate(10_000, ONE_SERIES).length())
        .as("plain walks are enough, so all lanes are filled")
        .isEqualTo(32_000L);
    assertThat(100_000_000L / large.remembering().length()).isLessThanOrEqualTo(most);
  }

  @ParameterizedTest
  @ValueSource(longs = {1_000_000, 10_000_000, 100_000_000})
  void segmentsOfAStartThatIsForgottenLateFillTheLanesAndAreAsLongAsABlockAllows(long steps) {
    int lanes = 32;
    int cores = 3;
    SegmentPlanner planner = new SegmentPlanner(steps, 2, 128, lanes, cores);
    for (int time : new int[] {3000, 20_000, 100_000}) {
      Segments segments = planner.forgettingLate(time, ONE_SERIES);
      long count = (steps + segments.length() - 1) / segments.length();

      assertThat(count).isGreaterThan((long) lanes * cores * 9 / 10);
      assertThat((long) segments.length() * lanes * 2)
          .isLessThanOrEqualTo(SegmentPlanner.LATE_BLOCK_NUMBERS);
      assertThat(segments.burnIn().orElseThrow())
          .isBetween(Math.min(time, segments.length() / 10), segments.length());
      Dynamics late = new Dynamics(time, OptionalInt.of(time), Double.NaN, 9000);
      assertThat(planner.burnIn(late, segments.length()))
          .as("the same where the length is given")
          .isEqualTo(segments.burnIn().orElseThrow());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1 << 29, 1 << 30, (1 << 30) + 1, Integer.MAX_VALUE})
  void aBurnInForTheLongestForgettingTimesIsTheWholeSegment(int time) {
    assertThat(SegmentPlanner.burnIn(time, 1 << 29)).isEqualTo(1 << 29);
  }

  @Test
  void aBurnInNeverReachesBeforeTheBeginningOfItsSeries() {
    SegmentPlanner planner = new SegmentPlanner(10_000_000, 2, 128, 32, 3);
    for (int time : new int[] {50, 600, 1000, 3000}) {
      for (int longest : new int[] {time, time + 10, 100_000}) {
        OptionalInt soon = planner.forgetting(time, longest).burnIn();
        OptionalInt late = planner.forgettingLate(time, longest).burnIn();
        Dynamics dynamics = new Dynamics(time, OptionalInt.of(time), Double.NaN, 9000);
        assertThat(soon.orElseThrow()).isBetween(time, longest);
        assertThat(late.orElseThrow()).isBetween(time, longest);
        assertThat(planner.burnIn(dynamics.amongSeries(longest), 100_000)).isBetween(time, longest);
      }
    }
  }
}
