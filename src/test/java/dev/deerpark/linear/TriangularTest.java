// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Factors are what they are factors of, and solving undoes multiplying. */
class TriangularTest {
  private static final long SEED = 5;

  private static double[] random(Random random, int n) {
    return random.doubles((long) n * n, -1, 1).toArray();
  }

  private static double[] square(int n, double[] factor) {
    return Dense.multiplied(n, factor, Dense.transposed(n, factor));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 20})
  void theFactorOfASumSquaresToTheSum(int n) {
    Random random = new Random(SEED);
    double[] x = random(random, n);
    double[] y = random(random, n);
    double[] factor = Triangular.ofSum(n, x, y);
    double[] sum = square(n, x);
    double[] other = square(n, y);
    for (int i = 0; i < sum.length; i++) {
      sum[i] += other[i];
      if (i % n > i / n) {
        assertThat(factor[i]).as("above the diagonal").isZero();
      }
    }
    assertThat(square(n, factor)).containsExactly(sum, within(1e-13));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1e-8, 1, 1e8})
  void identityPlusASquareHasAFactorHoweverLargeTheSquare(double scale) {
    int n = 6;
    Random random = new Random(SEED);
    double[] s = random(random, n);
    for (int i = 0; i < s.length; i++) {
      s[i] = scale * s[i % n]; // of rank 1
    }
    double[] factor = Triangular.ofIdentityPlus(n, s);
    double[] product = square(n, s);
    for (int i = 0; i < n; i++) {
      product[i * n + i] += 1;
      assertThat(factor[i * n + i]).isGreaterThanOrEqualTo(1);
    }
    assertThat(square(n, factor)).containsExactly(product, within(1e-13 * (1 + scale * scale)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 16})
  void solvingUndoesMultiplying(int n) {
    Random random = new Random(SEED);
    double[] factor = Triangular.ofIdentityPlus(n, random(random, n));
    double[] solution = random(random, n);
    double[] right = Dense.multiplied(n, factor, solution);
    Triangular.solve(n, factor, right);
    assertThat(right).containsExactly(solution, within(1e-13));
    double[] turned = Dense.multipliedTransposed(n, factor, solution);
    Triangular.solveTransposed(n, factor, turned);
    assertThat(turned).containsExactly(solution, within(1e-13));
  }
}
