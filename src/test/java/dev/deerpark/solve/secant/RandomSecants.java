// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.solve.secant;

import dev.deerpark.base.Precision;
import dev.deerpark.engine.sweep.Walks;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Secants that have nothing to do with the walks. */
public final class RandomSecants {
  private RandomSecants() {}

  /** Up to four secants of each segment, whose effects are up to three times as long. */
  public static Secants of(Precision precision, Walks walks, Random random) {
    int size = walks.ends().size();
    Weights weights = Weights.of(walks.ends());
    List<SecantPairs> pairs = new ArrayList<>();
    for (int segment = 0; segment < walks.segments(); segment++) {
      SecantPairs some = SecantPairs.NONE;
      for (int i = random.nextInt(5); i > 0; i--) {
        double[] move = random.doubles(size, -1, 1).toArray();
        some = some.and(weights, move, random.doubles(size, -3, 3).toArray());
      }
      pairs.add(some);
    }
    return new Secants(precision, weights, StateBox.empty(size).and(walks.ends()), pairs, walks);
  }
}
