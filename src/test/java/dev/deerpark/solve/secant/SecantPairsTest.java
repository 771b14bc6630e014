// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.solve.secant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.deerpark.linear.Dense;
import dev.deerpark.sequence.States;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class SecantPairsTest {
  private static final int SIZE = 20;
  private static final long SEED = 20261126;

  private final Random random = new Random(SEED);
  private final Weights weights =
      Weights.of(new States(random.doubles(5 * SIZE, -10, 10).toArray(), SIZE));
  private final double[] matrix = random.doubles(SIZE * SIZE, -0.5, 0.5).toArray();

  private double[] vector() {
    return random.doubles(SIZE, -1, 1).toArray();
  }

  private double[] image(double[] vector) {
    return Dense.multiply(SIZE, matrix, vector);
  }

  private double largest(double[] vector) {
    return DoubleStream.of(vector).map(Math::abs).max().orElse(0);
  }

  @Test
  void withoutSecantsTheMapIsZero() {
    assertThat(SecantPairs.NONE.apply(weights, vector())).containsOnly(0);
  }

  @Test
  void alongAMoveThatWasMadeTheMapIsWhatFollowedButForTheRidge() {
    double[] move = vector();
    SecantPairs pairs = SecantPairs.NONE.and(weights, move, image(move));
    double[] expected = DoubleStream.of(image(move)).map(number -> number / 1.01).toArray();

    assertThat(pairs.apply(weights, move)).containsExactly(expected, within(1e-12));
  }

  @Test
  void acrossAllMovesThatWereMadeTheMapIsZero() {
    double[] move = vector();
    double[] across = vector();
    double[] weighed = weights.scaled(move, 1);
    double share =
        Weights.product(weighed, weights.scaled(across, 1)) / Weights.product(weighed, weighed);
    for (int i = 0; i < SIZE; i++) {
      across[i] -= share * move[i];
    }
    SecantPairs pairs = SecantPairs.NONE.and(weights, move, image(move));

    assertThat(largest(pairs.apply(weights, across))).isLessThan(1e-12);
  }

  @Test
  void theOldestSecantGoesAndTheProductsAreThoseOfTheMovesThatAreLeft() {
    SecantPairs pairs = SecantPairs.NONE;
    for (int i = 0; i < 21; i++) {
      double[] move = vector();
      pairs = pairs.and(weights, move, image(move));
    }
    int count = pairs.count();

    assertThat(count).isEqualTo(SecantPairs.most(SIZE)).isEqualTo(16);
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < count; j++) {
        double product = Weights.product(pairs.moves().get(i), pairs.moves().get(j));
        assertThat(pairs.products()[i * count + j]).isEqualTo(product, within(1e-14));
      }
      assertThat(pairs.products()[i * count + i]).isEqualTo(1, within(1e-14));
    }
    assertThat(SecantPairs.most(4)).isEqualTo(4);
  }

  @Test
  void movesThatHardlyDifferDoNotMakeTheMapLarge() {
    double[] move = vector();
    double[] other = move.clone();
    other[0] += 1e-12;
    double[] away = image(move);
    away[3] += 1;
    SecantPairs pairs = SecantPairs.NONE.and(weights, move, image(move)).and(weights, other, away);
    double[] trial = vector();
    double effects = 0;
    for (double[] effect : pairs.effects()) {
      effects += Math.pow(weights.length(effect), 2);
    }

    assertThat(weights.length(pairs.apply(weights, trial)))
        .isLessThanOrEqualTo(5 * Math.sqrt(effects) * weights.length(trial));
  }

  @Test
  void whatIsNotFiniteOrDoesNotMoveIsNoSecant() {
    double[] broken = vector();
    broken[7] = Double.NaN;

    assertThat(SecantPairs.NONE.and(weights, new double[SIZE], vector()).count()).isZero();
    assertThat(SecantPairs.NONE.and(weights, vector(), broken).count()).isZero();
    assertThat(SecantPairs.NONE.and(weights, broken, vector()).count()).isZero();
  }
}
