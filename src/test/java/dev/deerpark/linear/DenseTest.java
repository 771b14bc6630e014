// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.linear;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However the loops are ordered, every entry is the sum in ascending order, to the bit. */
class DenseTest {
  private static final long SEED = 3;

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4, 7, 8, 33})
  void everyEntryIsTheSumInAscendingOrder(int n) {
    Random random = new Random(SEED);
    double[] left = random.doubles((long) n * n, -1, 1).toArray();
    double[] right = random.doubles((long) n * n, -1, 1).toArray();
    double[] vector = random.doubles(n, -1, 1).toArray();
    double[] product = new double[n * n];
    double[] ofVector = new double[n];
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < n; k++) {
        double factor = left[i * n + k];
        ofVector[i] = Math.fma(factor, vector[k], ofVector[i]);
        for (int j = 0; j < n; j++) {
          product[i * n + j] = Math.fma(factor, right[k * n + j], product[i * n + j]);
        }
      }
    }
    double[] turned = Dense.transposed(n, left);
    assertThat(Dense.multiplied(n, left, right)).isEqualTo(product);
    assertThat(Dense.multipliedTransposed(n, turned, right)).isEqualTo(product);
    assertThat(Dense.multiply(n, left, vector)).isEqualTo(ofVector);
    assertThat(Dense.multiplyTransposed(n, turned, vector)).isEqualTo(ofVector);
  }
}
