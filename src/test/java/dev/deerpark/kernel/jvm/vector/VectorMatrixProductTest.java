// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.jvm.vector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.linear.Dense;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VectorMatrixProductTest {
  private static final long SEED = 17;
  private static final int BEFORE = 5;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 9, 16, 17, 24, 31, 32, 33, 64})
  void hasTheBitsOfThePlainProduct(int n) {
    Random random = new Random(SEED);
    VectorMatrixProduct products = new VectorMatrixProduct();
    double[] left = random.doubles(n * n, -1, 1).toArray();
    double[] right = random.doubles(n * n, -1, 1).toArray();
    double[] shifted = new double[BEFORE + n * n];
    System.arraycopy(left, 0, shifted, BEFORE, n * n);
    int stride = products.stride(n);
    double[] padded = new double[n * stride];
    for (int row = 0; row < n; row++) {
      System.arraycopy(right, row * n, padded, row * stride, n);
    }
    double[] product = random.doubles(n * stride).toArray();
    products.multiply(n, shifted, BEFORE, padded, product);
    double[] expected = Dense.multiplied(n, left, right);
    for (int row = 0; row < n; row++) {
      for (int column = 0; column < stride; column++) {
        assertThat(product[row * stride + column])
            .as("(%d, %d), seed %d", row, column, SEED)
            .isEqualTo(column < n ? expected[row * n + column] : 0.0);
      }
    }
  }
}
