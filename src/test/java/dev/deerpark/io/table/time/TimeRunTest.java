// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeRunTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void anyCutIntoRunsFindsWhatOneRunFinds(long seed) {
    Random random = new Random(seed);
    long from = random.nextInt(100);
    List<Long> times = new ArrayList<>();
    List<Long> duplicates = new ArrayList<>();
    List<Long> missing = new ArrayList<>();
    long to = from + 1 + random.nextInt(200);
    for (long time = from; time < to; time++) {
      int copies = random.nextInt(10) < 8 ? 1 : random.nextInt(4);
      for (int copy = 0; copy < copies; copy++) {
        times.add(time);
      }
      for (int copy = 1; copy < copies; copy++) {
        duplicates.add(time);
      }
      if (copies == 0) {
        missing.add(time);
      }
    }

    TimeRun found = TimeRun.expecting(from);
    for (TimeRun run : cut(times, random)) {
      found.append(run);
    }
    found.end(to);

    assertThat(found.duplicates().count()).as("seed %d", seed).isEqualTo(duplicates.size());
    assertThat(found.missing().count()).as("seed %d", seed).isEqualTo(missing.size());
    assertThat(found.duplicates().first())
        .as("seed %d", seed)
        .containsExactly(firstTen(duplicates));
    assertThat(found.missing().first()).as("seed %d", seed).containsExactly(firstTen(missing));
  }

  @Test
  void theDifferenceOfMostTimesIsKnown() {
    TimeRun run = TimeRun.expecting(5);
    for (long time : new long[] {8, 12, 16, 16, 20, 21, 25}) {
      run.add(time);
    }
    TimeRun later = new TimeRun();
    later.add(29);
    later.add(33);
    run.append(later);

    assertThat(run.differences().common()).hasValue(4);
    assertThat(run.differences().total()).isEqualTo(7);
    assertThat(run.differences().count(4)).isEqualTo(6);
  }

  private static long[] firstTen(List<Long> times) {
    return times.stream().distinct().limit(10).mapToLong(Long::longValue).toArray();
  }

  /** Cuts between different times, as a partitioning by time does; some runs are empty. */
  private static List<TimeRun> cut(List<Long> times, Random random) {
    List<TimeRun> runs = new ArrayList<>(List.of(new TimeRun(), new TimeRun()));
    for (int i = 0; i < times.size(); i++) {
      boolean border = i > 0 && !times.get(i).equals(times.get(i - 1));
      while (border && random.nextInt(4) == 0) {
        runs.add(new TimeRun());
      }
      runs.get(runs.size() - 1).add(times.get(i));
    }
    return runs;
  }
}
