// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.jvm.vector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.linear.DiagonalMaps;
import dev.deerpark.linear.RowArithmetic;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The reductions of rows, against plain loops. */
class VectorRowsTest {
  private static final long SEED = 47;
  private static final int TRIALS = 300;
  private static final double[] ODD = {
    Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0, Double.MAX_VALUE
  };

  private final RowArithmetic rows = new VectorRows();

  @Test
  void reductionsHaveTheBitsOfPlainLoops() {
    Random random = new Random(SEED);
    for (int trial = 0; trial < TRIALS; trial++) {
      int length = random.nextInt(40);
      int from = random.nextInt(5);
      double[] a = numbers(random, from + length, trial % 3 == 0);
      double[] b = numbers(random, 2 + length, trial % 5 == 0);
      double largest = 0;
      double distance = 0;
      boolean finite = true;
      for (int i = 0; i < length; i++) {
        double number = a[from + i];
        largest = Math.max(largest, Math.abs(number));
        distance = Math.max(distance, Math.abs(number - b[2 + i]) / (1 + Math.abs(b[2 + i])));
        finite &= Double.isFinite(number);
      }
      for (RowArithmetic each : new RowArithmetic[] {rows, RowArithmetic.PLAIN}) {
        String what = "seed %d, trial %d, %s".formatted(SEED, trial, each.getClass());
        assertThat(each.largest(a, from, from + length))
            .as(what)
            .isEqualTo(Double.valueOf(largest));
        assertThat(each.scaledDistance(a, from, b, 2, length))
            .as(what)
            .isEqualTo(Double.valueOf(distance));
        assertThat(each.isFinite(a, from, from + length)).as(what).isEqualTo(finite);
      }
    }
  }

  @Test
  void rowsGoThroughDiagonalMapsWithTheBitsOfPlainLoops() {
    Random random = new Random(SEED);
    for (int trial = 0; trial < TRIALS; trial++) {
      int size = 1 + random.nextInt(40);
      int count = 1 + random.nextInt(5);
      int from = random.nextInt(count);
      boolean odd = trial % 3 == 0;
      DiagonalMaps maps =
          new DiagonalMaps(
              size,
              numbers(random, count * size, odd),
              numbers(random, count * size, odd),
              numbers(random, count * size, odd));
      double[] row = numbers(random, size, odd);
      double[] plain = row.clone();
      double[] after = new double[trial % 2 == 0 ? 0 : 3 + (count - from) * size];
      double[] plainAfter = after.clone();
      double distance = rows.through(maps, from, count, row, after, 3);
      double expected = RowArithmetic.PLAIN.through(maps, from, count, plain, plainAfter, 3);
      String what = "seed %d, trial %d".formatted(SEED, trial);
      assertThat(distance).as(what).isEqualTo(Double.valueOf(expected));
      if (!Double.isNaN(expected)) {
        assertThat(row).as(what).containsExactly(plain);
        assertThat(after).as(what).containsExactly(plainAfter);
      }
    }
  }

  @Test
  void productsOfRowsHaveTheBitsOfPlainLoops() {
    Random random = new Random(SEED);
    for (int trial = 0; trial < TRIALS; trial++) {
      double[] row = numbers(random, 1 + random.nextInt(40), trial % 3 == 0);
      int count = random.nextInt(5);
      double[] factors = numbers(random, count * row.length, trial % 3 == 0);
      double[] plain = row.clone();
      int from = random.nextInt(count + 1);
      rows.multiply(row, factors, from, count);
      RowArithmetic.PLAIN.multiply(plain, factors, from, count);
      assertThat(row).as("seed %d, trial %d", SEED, trial).containsExactly(plain);
    }
  }

  @Test
  void differencesHaveTheBitsOfPlainLoopsAndKnowWhetherTheyAreAllZero() {
    Random random = new Random(SEED);
    for (int trial = 0; trial < TRIALS; trial++) {
      int length = random.nextInt(40);
      double[] a = numbers(random, 3 + length, trial % 3 == 0);
      double[] b = numbers(random, 2 + length, trial % 5 == 0);
      int same = trial % 2 == 0 ? length : random.nextInt(length + 1);
      System.arraycopy(a, 3, b, 2, same);
      double[] difference = new double[length];
      boolean zero = true;
      for (int i = 0; i < length; i++) {
        difference[i] = a[3 + i] - b[2 + i];
        zero &= difference[i] == 0;
      }
      for (RowArithmetic each : new RowArithmetic[] {rows, RowArithmetic.PLAIN}) {
        String what = "seed %d, trial %d, %s".formatted(SEED, trial, each.getClass());
        double[] found = new double[length];
        assertThat(each.subtract(a, 3, b, 2, found, length)).as(what).isEqualTo(zero);
        assertThat(found).as(what).containsExactly(difference);
      }
    }
  }

  private static double[] numbers(Random random, int count, boolean odd) {
    double[] numbers = random.doubles(count, -3, 3).toArray();
    for (int i = 0; odd && i < numbers.length; i++) {
      numbers[i] = random.nextInt(30) == 0 ? ODD[random.nextInt(ODD.length)] : numbers[i];
    }
    return numbers;
  }
}
