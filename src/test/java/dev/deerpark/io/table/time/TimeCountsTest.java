// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimeCountsTest {
  @Test
  void consecutiveTimesAreInOrder() {
    TimeCounts counts = counts(7L, 8L, 9L);

    assertThat(counts).isEqualTo(new TimeCounts(3, 3, 3, 7, 9, 0));
    assertThat(counts.inOrder()).isTrue();
  }

  @Test
  void gapsAndDuplicatesAreInOrderToo() {
    assertThat(counts(7L, 9L).inOrder()).isTrue();
    assertThat(counts(7L, 7L).inOrder()).isTrue();
  }

  @Test
  void fallsAndAbsentTimesAreNot() {
    assertThat(counts(8L, 7L).inOrder()).isFalse();
    assertThat(counts(7L, null, 8L).inOrder()).isFalse();
  }

  @Test
  void countsAddUp() {
    TimeCounts both = counts(7L, 9L).plus(counts(2L, null));

    assertThat(both).isEqualTo(new TimeCounts(4, 3, 3, 2, 9, 0));
    assertThat(counts().plus(both)).isEqualTo(both);
    assertThat(counts()).isEqualTo(TimeCounts.NONE);
  }

  @Test
  void regularTimesAreCountedAsOneByOne() {
    long seed = 20261127;
    Random random = new Random(seed);
    for (int trial = 0; trial < 300; trial++) {
      List<Long> times = new ArrayList<>();
      for (int run = random.nextInt(6); run > 0; run--) {
        long start = random.nextInt(4) == 0 ? random.nextLong() : random.nextInt(20) - 10;
        long step = random.nextInt(9) == 0 ? Long.MIN_VALUE : random.nextInt(5) - 1;
        for (int i = random.nextInt(5); i >= 0; i--) {
          times.add(random.nextInt(9) == 0 ? null : start + i * step);
        }
      }
      TimeCounter counter = new TimeCounter();
      Differences differences = new Differences();
      Long before = null;
      long falls = 0;
      for (Long time : times) {
        add(time, counter);
        if (time != null) {
          if (before != null) {
            differences.add(time - before);
            falls += time < before ? 1 : 0;
          }
          before = time;
        }
      }
      List<Long> present = times.stream().filter(Objects::nonNull).toList();
      TimeCounts expected =
          new TimeCounts(
              times.size(),
              present.size(),
              present.size(),
              present.stream().min(Long::compare).orElse(Long.MAX_VALUE),
              present.stream().max(Long::compare).orElse(Long.MIN_VALUE),
              falls);
      assertThat(counter.counts()).as("seed %d, %s", seed, times).isEqualTo(expected);
      assertThat(counter.differences().toArray())
          .as("seed %d, %s", seed, times)
          .isEqualTo(differences.toArray());
    }
  }

  private static TimeCounts counts(Long... times) {
    TimeCounter counter = new TimeCounter();
    Arrays.asList(times).forEach(time -> add(time, counter));
    return counter.counts();
  }

  private static void add(Long time, TimeCounter counter) {
    if (time == null) {
      counter.addNone(false);
    } else {
      counter.add(time);
    }
  }
}
