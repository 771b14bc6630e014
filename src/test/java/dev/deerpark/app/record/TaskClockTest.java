// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskClockTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void theDriverIsAloneInEveryMillisecondThatNoTaskCovers(long seed) {
    Random random = new Random(seed);
    TaskClock clock = new TaskClock();
    BitSet covered = new BitSet();
    List<int[]> tasks = new ArrayList<>();
    for (int task = 0; task < 30; task++) {
      int from = random.nextInt(1000);
      tasks.add(new int[] {from, from + random.nextInt(40)});
    }
    for (int[] task : tasks) {
      clock.ran(task[0], task[1]);
      covered.set(task[0], task[1]);
    }
    int from = random.nextInt(300);
    int to = from + random.nextInt(700);
    int alone = to - from - covered.get(from, to).cardinality();
    assertThat(clock.driverOnlySeconds(from, to)).as("seed %d", seed).isEqualTo(alone / 1e3);
  }
}
