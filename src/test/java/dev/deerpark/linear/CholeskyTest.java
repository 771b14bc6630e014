// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CholeskyTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 16})
  void solvesWhatTheMatrixMade(int n) {
    Random random = new Random(n);
    double[] root = random.doubles(n * n, -1, 1).toArray();
    double[] matrix = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        for (int k = 0; k < n; k++) {
          matrix[i * n + j] += root[i * n + k] * root[j * n + k];
        }
      }
      matrix[i * n + i] += 0.01;
    }
    double[] x = random.doubles(n, -1, 1).toArray();
    double[] right = Dense.multiply(n, matrix, x);

    Cholesky.of(n, matrix).solve(right);

    assertThat(right).as("order and seed %d", n).containsExactly(x, within(1e-10));
  }
}
