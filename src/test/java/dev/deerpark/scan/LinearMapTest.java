// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.deerpark.linear.Dense;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A linear map is its matrix, whatever it holds. */
class LinearMapTest {
  private static final long SEED = 11;
  private static final int SIZE = 3;

  private static double[] vector(Random random, int length) {
    return random.doubles(length, -1, 1).toArray();
  }

  private static List<LinearMap> forms(Random random) {
    return List.of(
        new LinearMap.Zero(),
        new LinearMap.Identity(),
        new LinearMap.Diagonal(vector(random, SIZE)),
        new LinearMap.Matrix(SIZE, vector(random, SIZE * SIZE)));
  }

  @Test
  void applyingMultipliesByTheMatrix() {
    Random random = new Random(SEED);
    double[] vector = vector(random, SIZE);
    for (LinearMap map : forms(random)) {
      assertThat(map.apply(vector))
          .as("%s, seed %d", map, SEED)
          .containsExactly(Dense.multiply(SIZE, map.matrix(SIZE), vector), within(1e-15));
    }
  }

  @Test
  void composingMultipliesMatrices() {
    Random random = new Random(SEED);
    for (LinearMap later : forms(random)) {
      for (LinearMap earlier : forms(random)) {
        assertThat(later.after(earlier).matrix(SIZE))
            .as("%s after %s, seed %d", later, earlier, SEED)
            .containsExactly(
                Dense.multiplied(SIZE, later.matrix(SIZE), earlier.matrix(SIZE)), within(1e-15));
      }
    }
  }

  @Test
  void anErrorIsCarriedByTheMatrixOnBothSides() {
    Random random = new Random(SEED);
    List<Uncertainty> errors =
        List.of(
            Uncertainty.NONE,
            new Uncertainty.Variances(new double[] {1, 0.5, 2}),
            new Uncertainty.Factor(vector(random, SIZE * SIZE)));
    for (LinearMap map : forms(random)) {
      double[] matrix = map.matrix(SIZE);
      for (Uncertainty error : errors) {
        double[] carried = Dense.multiplied(SIZE, matrix, covariance(error));
        assertThat(covariance(map.push(error)))
            .as("%s of %s, seed %d", map, error, SEED)
            .containsExactly(
                Dense.multiplied(SIZE, carried, Dense.transposed(SIZE, matrix)), within(1e-14));
      }
    }
  }

  private static double[] covariance(Uncertainty error) {
    double[] factor = error.factor(SIZE);
    return Dense.multiplied(SIZE, factor, Dense.transposed(SIZE, factor));
  }
}
