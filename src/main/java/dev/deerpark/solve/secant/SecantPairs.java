// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.solve.secant;

import dev.deerpark.linear.Cholesky;
import dev.deerpark.linear.Dense;
import java.util.ArrayList;
import java.util.List;

/**
 * The last secants of one segment, oldest first, and the linear map through them. The arrays are
 * shared and never modified.
 *
 * @param moves {@code [m][D]}: of the start, weighed, of length 1
 * @param effects {@code [m][D]}: the moves of the end that followed, over the length of the move
 * @param products {@code [m][m]}: the moves' inner products
 */
record SecantPairs(List<double[]> moves, List<double[]> effects, double[] products) {
  /** Of a segment that was walked once. */
  static final SecantPairs NONE = new SecantPairs(List.of(), List.of(), new double[0]);

  /** Bounds the map by 5 times the largest effect. */
  private static final double LAMBDA = 0.01;

  /** The largest number of secants that is kept for states of a size. */
  static int most(int size) {
    return Math.min(16, size);
  }

  /** The number of secants, m. */
  int count() {
    return moves.size();
  }

  /**
   * These with one more, without the oldest where there are too many; these where the new one is
   * not finite or does not move.
   *
   * @param move {@code [D]}: of the start
   * @param effect {@code [D]}: the move of the end that followed
   */
  SecantPairs and(Weights weights, double[] move, double[] effect) {
    double length = weights.length(move);
    if (!(length > 0) || !Double.isFinite(length) || !Dense.isFinite(effect)) {
      return this;
    }
    int dropped = count() < most(move.length) ? 0 : 1;
    List<double[]> longer = new ArrayList<>(moves.subList(dropped, count()));
    List<double[]> followed = new ArrayList<>(effects.subList(dropped, count()));
    longer.add(weights.scaled(move, 1 / length));
    double[] perLength = effect.clone();
    for (int i = 0; i < perLength.length; i++) {
      perLength[i] /= length;
    }
    followed.add(perLength);
    return new SecantPairs(
        List.copyOf(longer), List.copyOf(followed), productsAfter(dropped, longer));
  }

  private double[] productsAfter(int dropped, List<double[]> longer) {
    int size = longer.size();
    double[] next = new double[size * size];
    for (int row = 0; row < size - 1; row++) {
      System.arraycopy(products, (row + dropped) * count() + dropped, next, row * size, size - 1);
    }
    for (int other = 0; other < size; other++) {
      double product = Weights.product(longer.get(size - 1), longer.get(other));
      next[(size - 1) * size + other] = product;
      next[other * size + size - 1] = product;
    }
    return next;
  }

  /**
   * The map through the secants, {@code Y G^-1 S' W d}, as a new array; zeros without secants.
   *
   * @param move {@code [D]}: d, not modified
   */
  double[] apply(Weights weights, double[] move) {
    double[] image = new double[move.length];
    if (count() == 0) {
      return image;
    }
    double[] weighed = weights.scaled(move, 1);
    double[] along = moves.stream().mapToDouble(one -> Weights.product(one, weighed)).toArray();
    double[] ridge = products.clone();
    for (int i = 0; i < count(); i++) {
      ridge[i * count() + i] += LAMBDA;
    }
    Cholesky.of(count(), ridge).solve(along);
    for (int k = 0; k < count(); k++) {
      double[] effect = effects.get(k);
      for (int i = 0; i < image.length; i++) {
        image[i] = Math.fma(along[k], effect[i], image[i]);
      }
    }
    return image;
  }
}
