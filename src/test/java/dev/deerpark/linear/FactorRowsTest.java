// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.linear;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.kernel.jvm.vector.VectorRows;
import dev.deerpark.linear.FactorRows.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Factors in padded rows against those of {@link Triangular}, bit for bit. */
class FactorRowsTest {
  private static final long SEED = 11;

  private record Case(RowArithmetic rows, int n, Shape shape) {
    FactorRows factors() {
      return new FactorRows(n, rows);
    }

    double[] matrix(Random random) {
      double[] matrix = random.doubles((long) n * n, -1, 1).toArray();
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          boolean isZero = shape == Shape.UPPER && j < i || shape == Shape.LOWER && j > i;
          matrix[i * n + j] = isZero ? 0 : matrix[i * n + j];
        }
      }
      return matrix;
    }

    /** A matrix in padded rows. */
    double[] padded(double[] matrix) {
      int stride = rows.stride(n);
      double[] padded = new double[n * stride];
      for (int i = 0; i < n; i++) {
        System.arraycopy(matrix, i * n, padded, i * stride, n);
      }
      return padded;
    }

    double[] packed(double[] padded) {
      int stride = rows.stride(n);
      double[] matrix = new double[n * n];
      for (int i = 0; i < n; i++) {
        System.arraycopy(padded, i * stride, matrix, i * n, n);
      }
      return matrix;
    }

    /** The factor of which the transpose's rows are given: zeros above its diagonal. */
    double[] factor(double[] padded) {
      double[] factor = Dense.transposed(n, packed(padded));
      for (int i = 0; i < n; i++) {
        Arrays.fill(factor, i * n + i + 1, (i + 1) * n, 0);
      }
      return factor;
    }
  }

  static Stream<Case> cases() {
    return List.of(RowArithmetic.PLAIN, new VectorRows()).stream()
        .flatMap(
            rows ->
                Stream.of(1, 2, 4, 7, 8, 17, 24, 33)
                    .flatMap(
                        n -> Arrays.stream(Shape.values()).map(shape -> new Case(rows, n, shape))));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void factorsAnIdentityWithASquare(Case given) {
    double[] s = given.matrix(new Random(SEED));
    double[] transposed = Dense.transposed(given.n(), s);
    double[] factor = given.padded(new double[given.n() * given.n()]);
    given
        .factors()
        .ofIdentityPlus(given.padded(s), given.padded(transposed), given.shape(), factor);
    assertThat(given.factor(factor)).containsExactly(Triangular.ofIdentityPlus(given.n(), s));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void solvesWithAFactor(Case given) {
    Random random = new Random(SEED + 1);
    double[] lower = Triangular.ofIdentityPlus(given.n(), given.matrix(random));
    double[] right = random.doubles((long) given.n() * given.n(), -1, 1).toArray();
    double[] factor = given.padded(Dense.transposed(given.n(), lower));
    double[] solved = given.padded(right);
    given.factors().solve(factor, solved, given.factors().stride());
    double[] expected = right.clone();
    Triangular.solve(given.n(), lower, expected);
    assertThat(given.packed(solved)).containsExactly(expected);
    given.factors().solveTransposed(factor, solved);
    Triangular.solveTransposed(given.n(), lower, expected);
    assertThat(given.packed(solved)).containsExactly(expected);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void factorsASumOfSquares(Case given) {
    Random random = new Random(SEED + 2);
    double[] x = random.doubles((long) given.n() * given.n(), -1, 1).toArray();
    double[] y = given.matrix(random);
    double[] columns = given.padded(Dense.transposed(given.n(), x));
    int half = columns.length;
    columns = Arrays.copyOf(columns, 2 * half);
    System.arraycopy(given.padded(Dense.transposed(given.n(), y)), 0, columns, half, half);
    double[] factor = new double[half];
    Shape shape = given.shape() == Shape.LOWER ? Shape.LOWER : Shape.FULL;
    given.factors().ofSum(columns, shape, factor);
    assertThat(given.factor(factor)).containsExactly(Triangular.ofSum(given.n(), x, y));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void seesEveryNumberThatIsNotFinite(Case given) {
    double[] numbers = new double[3 * given.n()];
    Arrays.fill(numbers, Double.MAX_VALUE);
    numbers[0] = Double.NaN;
    numbers[numbers.length - 1] = Double.NaN;
    assertThat(given.rows().isFinite(numbers, 1, numbers.length - 1)).isTrue();
    for (int i = 1; i < numbers.length - 1; i++) {
      for (double odd : new double[] {Double.NaN, Double.NEGATIVE_INFINITY}) {
        numbers[i] = odd;
        assertThat(given.rows().isFinite(numbers, 1, numbers.length - 1)).isFalse();
      }
      numbers[i] = -0.0;
    }
  }
}
