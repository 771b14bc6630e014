// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.jvm.vector;

import dev.deerpark.linear.DiagonalMaps;
import dev.deerpark.linear.RowArithmetic;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Arithmetic on rows of doubles that are padded to whole vectors. Up to three vectors of a sum stay
 * in registers.
 */
public final class VectorRows implements RowArithmetic {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Long> BITS = LongVector.SPECIES_PREFERRED;
  private static final int VECTOR = SPECIES.length();

  static int strideOf(int n) {
    return SPECIES.loopBound(n + VECTOR - 1);
  }

  @Override
  public int stride(int n) {
    return strideOf(n);
  }

  @Override
  public int beginning(int number) {
    return SPECIES.loopBound(number);
  }

  @Override
  public void add(
      double[] sum,
      int to,
      int width,
      double sign,
      double[] factors,
      int at,
      int step,
      double[] rows,
      int from,
      int stride,
      int count) {
    int done = 0;
    for (; done + 3 * VECTOR <= width; done += 3 * VECTOR) {
      three(sum, to + done, sign, factors, at, step, rows, from + done, stride, count);
    }
    for (; done + 2 * VECTOR <= width; done += 2 * VECTOR) {
      two(sum, to + done, sign, factors, at, step, rows, from + done, stride, count);
    }
    if (done < width) {
      one(sum, to + done, sign, factors, at, step, rows, from + done, stride, count);
    }
  }

  private static void three(
      double[] sum,
      int to,
      double sign,
      double[] factors,
      int at,
      int step,
      double[] rows,
      int from,
      int stride,
      int count) {
    DoubleVector a = DoubleVector.fromArray(SPECIES, sum, to);
    DoubleVector b = DoubleVector.fromArray(SPECIES, sum, to + VECTOR);
    DoubleVector c = DoubleVector.fromArray(SPECIES, sum, to + 2 * VECTOR);
    for (int k = 0, row = from, next = at; k < count; k++, row += stride, next += step) {
      DoubleVector factor = DoubleVector.broadcast(SPECIES, sign * factors[next]);
      a = factor.fma(DoubleVector.fromArray(SPECIES, rows, row), a);
      b = factor.fma(DoubleVector.fromArray(SPECIES, rows, row + VECTOR), b);
      c = factor.fma(DoubleVector.fromArray(SPECIES, rows, row + 2 * VECTOR), c);
    }
    a.intoArray(sum, to);
    b.intoArray(sum, to + VECTOR);
    c.intoArray(sum, to + 2 * VECTOR);
  }

  private static void two(
      double[] sum,
      int to,
      double sign,
      double[] factors,
      int at,
      int step,
      double[] rows,
      int from,
      int stride,
      int count) {
    DoubleVector a = DoubleVector.fromArray(SPECIES, sum, to);
    DoubleVector b = DoubleVector.fromArray(SPECIES, sum, to + VECTOR);
    for (int k = 0, row = from, next = at; k < count; k++, row += stride, next += step) {
      DoubleVector factor = DoubleVector.broadcast(SPECIES, sign * factors[next]);
      a = factor.fma(DoubleVector.fromArray(SPECIES, rows, row), a);
      b = factor.fma(DoubleVector.fromArray(SPECIES, rows, row + VECTOR), b);
    }
    a.intoArray(sum, to);
    b.intoArray(sum, to + VECTOR);
  }

  private static void one(
      double[] sum,
      int to,
      double sign,
      double[] factors,
      int at,
      int step,
      double[] rows,
      int from,
      int stride,
      int count) {
    DoubleVector a = DoubleVector.fromArray(SPECIES, sum, to);
    for (int k = 0, row = from, next = at; k < count; k++, row += stride, next += step) {
      DoubleVector factor = DoubleVector.broadcast(SPECIES, sign * factors[next]);
      a = factor.fma(DoubleVector.fromArray(SPECIES, rows, row), a);
    }
    a.intoArray(sum, to);
  }

  @Override
  public void subtractMultiples(
      double[] rows,
      int from,
      int stride,
      int count,
      double[] factors,
      int at,
      double[] row,
      int begins,
      int width) {
    for (int done = 0; done < width; done += VECTOR) {
      DoubleVector multiplied = DoubleVector.fromArray(SPECIES, row, begins + done);
      for (int j = 0, to = from + done; j < count; j++, to += stride) {
        DoubleVector factor = DoubleVector.broadcast(SPECIES, -factors[at + j]);
        factor.fma(multiplied, DoubleVector.fromArray(SPECIES, rows, to)).intoArray(rows, to);
      }
    }
  }

  @Override
  public boolean isFinite(double[] numbers, int from, int to) {
    // 0 times a number is 0, or NaN where it is not finite
    DoubleVector a = DoubleVector.zero(SPECIES);
    DoubleVector b = a;
    DoubleVector zero = a;
    int at = from;
    for (; at + 2 * VECTOR <= to; at += 2 * VECTOR) {
      a = DoubleVector.fromArray(SPECIES, numbers, at).fma(zero, a);
      b = DoubleVector.fromArray(SPECIES, numbers, at + VECTOR).fma(zero, b);
    }
    for (; at + VECTOR <= to; at += VECTOR) {
      a = DoubleVector.fromArray(SPECIES, numbers, at).fma(zero, a);
    }
    double rest = 0;
    for (; at < to; at++) {
      rest = Math.fma(numbers[at], 0, rest);
    }
    return rest == 0 && a.add(b).compare(VectorOperators.EQ, 0).allTrue();
  }

  @Override
  public double largest(double[] numbers, int from, int to) {
    LongVector largest = LongVector.zero(BITS);
    int at = from;
    for (; at + VECTOR <= to; at += VECTOR) {
      largest = largest.max(bits(DoubleVector.fromArray(SPECIES, numbers, at)));
    }
    return Math.max(largest(largest), RowArithmetic.PLAIN.largest(numbers, at, to));
  }

  @Override
  public double scaledDistance(double[] a, int fromA, double[] b, int fromB, int length) {
    LongVector largest = LongVector.zero(BITS);
    int i = 0;
    for (; i + VECTOR <= length; i += VECTOR) {
      DoubleVector other = DoubleVector.fromArray(SPECIES, b, fromB + i);
      DoubleVector distance = DoubleVector.fromArray(SPECIES, a, fromA + i).sub(other);
      largest = largest.max(bits(distance.div(other.abs().add(1))));
    }
    double rest = RowArithmetic.PLAIN.scaledDistance(a, fromA + i, b, fromB + i, length - i);
    return Math.max(largest(largest), rest);
  }

  @Override
  public boolean subtract(
      double[] a, int fromA, double[] b, int fromB, double[] difference, int length) {
    LongVector any = LongVector.zero(BITS);
    int i = 0;
    for (; i + VECTOR <= length; i += VECTOR) {
      DoubleVector move =
          DoubleVector.fromArray(SPECIES, a, fromA + i)
              .sub(DoubleVector.fromArray(SPECIES, b, fromB + i));
      move.intoArray(difference, i);
      any = any.or(bits(move));
    }
    boolean zero = any.compare(VectorOperators.EQ, 0).allTrue();
    for (; i < length; i++) {
      difference[i] = a[fromA + i] - b[fromB + i];
      zero &= difference[i] == 0;
    }
    return zero;
  }

  /**
   * The bits of absolute numbers, ordered as the numbers are, with NaN above all others: a maximum
   * of doubles pays for Java's treatment of signed zeros.
   */
  private static LongVector bits(DoubleVector numbers) {
    return numbers.abs().reinterpretAsLongs();
  }

  private static double largest(LongVector bits) {
    return Double.longBitsToDouble(bits.reduceLanes(VectorOperators.MAX));
  }

  @Override
  public double through(
      DiagonalMaps maps, int from, int to, double[] row, double[] after, int begin) {
    return maps.size() < DiagonalRun.VECTOR
        ? RowArithmetic.PLAIN.through(maps, from, to, row, after, begin)
        : new DiagonalRun(maps, from, to, row, after, begin).take();
  }

  @Override
  public void multiply(double[] row, double[] rows, int from, int to) {
    int whole = SPECIES.loopBound(row.length);
    for (int k = from; k < to; k++) {
      int at = k * row.length;
      int i = 0;
      for (; i < whole; i += VECTOR) {
        DoubleVector.fromArray(SPECIES, row, i)
            .mul(DoubleVector.fromArray(SPECIES, rows, at + i))
            .intoArray(row, i);
      }
      for (; i < row.length; i++) {
        row[i] *= rows[at + i];
      }
    }
  }

  @Override
  public void divide(double[] row, int from, int width, double divisor) {
    for (int at = from; at < from + width; at += VECTOR) {
      DoubleVector.fromArray(SPECIES, row, at).div(divisor).intoArray(row, at);
    }
  }
}
