// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.linear;

/** Arithmetic on rows, number by number. */
final class PlainRows implements RowArithmetic {

  @Override
  public int stride(int n) {
    return n;
  }

  @Override
  public int beginning(int number) {
    return number;
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
    for (int k = 0; k < count; k++) {
      double factor = sign * factors[at + k * step];
      for (int i = 0, row = from + k * stride; i < width; i++) {
        sum[to + i] = Math.fma(factor, rows[row + i], sum[to + i]);
      }
    }
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
    for (int j = 0; j < count; j++) {
      double factor = -factors[at + j];
      for (int i = 0, to = from + j * stride; i < width; i++) {
        rows[to + i] = Math.fma(factor, row[begins + i], rows[to + i]);
      }
    }
  }

  @Override
  public boolean isFinite(double[] numbers, int from, int to) {
    return Dense.isFinite(numbers, from, to);
  }

  @Override
  public double largest(double[] numbers, int from, int to) {
    double largest = 0;
    for (int i = from; i < to; i++) {
      // Math.max keeps NaN
      largest = Math.max(largest, Math.abs(numbers[i]));
    }
    return largest;
  }

  @Override
  public double scaledDistance(double[] a, int fromA, double[] b, int fromB, int length) {
    long first = 0;
    long second = 0;
    int i = 0;
    // two maxima of bits: neither waits for the other
    for (; i + 2 <= length; i += 2) {
      first = Math.max(first, scaledDistance(a[fromA + i], b[fromB + i]));
      second = Math.max(second, scaledDistance(a[fromA + i + 1], b[fromB + i + 1]));
    }
    if (i < length) {
      first = Math.max(first, scaledDistance(a[fromA + i], b[fromB + i]));
    }
    return Double.longBitsToDouble(Math.max(first, second));
  }

  /** The bits of a distance: ordered as the numbers are, with NaN above all others. */
  private static long scaledDistance(double a, double b) {
    double distance = Math.abs(a - b) / (1 + Math.abs(b));
    return Double.doubleToRawLongBits(distance) & Long.MAX_VALUE;
  }

  @Override
  public boolean subtract(
      double[] a, int fromA, double[] b, int fromB, double[] difference, int length) {
    boolean zero = true;
    for (int i = 0; i < length; i++) {
      difference[i] = a[fromA + i] - b[fromB + i];
      zero &= difference[i] == 0;
    }
    return zero;
  }

  @Override
  public double through(
      DiagonalMaps maps, int from, int to, double[] row, double[] after, int begin) {
    int size = maps.size();
    double largest = 0;
    double notFinite = 0;
    for (int map = from, written = begin; map < to; map++, written += size) {
      for (int i = 0, at = map * size; i < size; i++, at++) {
        if (after.length == 0) {
          largest = Math.max(largest, maps.scaledDistance(at, row[i]));
        }
        double correction = maps.correction(at, row[i]);
        // 0 times a number is 0, or NaN where it is not finite
        notFinite += 0 * correction;
        row[i] = maps.image(at, correction);
      }
      if (after.length > 0) {
        System.arraycopy(row, 0, after, written, size);
      }
    }
    return notFinite == 0 ? largest : Double.NaN;
  }

  @Override
  public void multiply(double[] row, double[] rows, int from, int to) {
    for (int k = from; k < to; k++) {
      for (int i = 0, at = k * row.length; i < row.length; i++) {
        row[i] *= rows[at + i];
      }
    }
  }

  @Override
  public void divide(double[] row, int from, int width, double divisor) {
    for (int i = from; i < from + width; i++) {
      row[i] /= divisor;
    }
  }
}
