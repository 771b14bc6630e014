// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.linear.RowArithmetic;
import dev.deerpark.sequence.States;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JointsTest {
  private static final long SEED = 9;
  private static final Closeness CLOSENESS = new Closeness.OfStates(1e-3);
  private static final int SEGMENTS = 9;

  @Test
  void theJointsOfARunAreThoseOfItsPartsWhereverItIsCut() {
    Random random = new Random(SEED);
    for (int trial = 0; trial < 200; trial++) {
      double[] starts = random.doubles(SEGMENTS, -1, 1).toArray();
      double[] ends = starts(starts, random, trial % SEGMENTS, random.nextInt(SEGMENTS));
      Joints whole = joints(starts, ends, 0, SEGMENTS);
      for (int cut = 1; cut < SEGMENTS; cut++) {
        Joints earlier = joints(starts, ends, 0, cut);
        Joints later = joints(starts, ends, cut, SEGMENTS);
        assertThat(earlier.then(later, CLOSENESS))
            .as("cut %d, trial %d, seed %d", cut, trial, SEED)
            .usingRecursiveComparison()
            .isEqualTo(whole);
      }
      assertThat(whole.exactSegments()).isEqualTo(1 + trial % SEGMENTS);
      assertThat(whole.settledSegments()).isGreaterThanOrEqualTo(whole.exactSegments());
    }
  }

  /** Ends that are exact at first, then within the tolerance, then anywhere. */
  private static double[] starts(double[] starts, Random random, int exact, int near) {
    double[] ends = new double[SEGMENTS];
    for (int joint = 0; joint < SEGMENTS; joint++) {
      double next = joint + 1 < SEGMENTS ? starts[joint + 1] : 0;
      double jump = joint < exact ? 0 : joint < exact + near ? 1e-4 : 1 + random.nextDouble();
      ends[joint] = next + jump;
    }
    return ends;
  }

  private static Joints joints(double[] starts, double[] ends, int from, int to) {
    return Joints.of(
        new States(Arrays.copyOfRange(starts, from, to), 1),
        new States(Arrays.copyOfRange(ends, from, to), 1),
        CLOSENESS,
        RowArithmetic.PLAIN);
  }
}
