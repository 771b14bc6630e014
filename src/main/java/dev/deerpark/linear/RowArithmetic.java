// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.linear;

/**
 * Arithmetic on rows of matrices in flat arrays: the inner loops of factors and of solving with
 * them. Rows are padded with zeros to a {@link #stride} that suits the implementation. Every sum
 * runs in ascending order of the rows with fused multiply-adds, so every implementation gives the
 * same bits.
 */
public interface RowArithmetic {

  /** The implementation in plain Java. */
  RowArithmetic PLAIN = new PlainRows();

  /** The stride of rows of n numbers, at least n: as of {@link MatrixProduct#stride}. */
  int stride(int n);

  /** The last number of a row at which an operation may begin, at most {@code number}. */
  int beginning(int number);

  /**
   * {@code sum += sign * (factors[at] rows[0] + factors[at + step] rows[1] + ...)}.
   *
   * @param sum holds the row that is added to
   * @param to where it begins: a multiple of what {@link #beginning} gives
   * @param width numbers of a row, whose end is that of a padded row
   * @param sign 1 or -1
   * @param rows another array, or other rows of the same
   * @param from where the first row begins
   * @param stride from one row to the next
   * @param count rows
   */
  void add(
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
      int count);

  /**
   * {@code rows[j] -= factors[at + j] * row} for all {@code j < count}.
   *
   * @param rows hold the rows that are subtracted from
   * @param from where the first one begins
   * @param stride from one to the next
   * @param row holds the row that is subtracted
   * @param begins where it begins
   * @param width numbers of a row
   */
  void subtractMultiples(
      double[] rows,
      int from,
      int stride,
      int count,
      double[] factors,
      int at,
      double[] row,
      int begins,
      int width);

  /** Whether every number from {@code from} on, before {@code to}, is finite. */
  boolean isFinite(double[] numbers, int from, int to);

  /** The largest absolute number from {@code from} on, before {@code to}; NaN where one is. */
  double largest(double[] numbers, int from, int to);

  /**
   * The largest {@code |a - b| / (1 + |b|)} of {@code length} numbers each; NaN where one is not a
   * number.
   */
  double scaledDistance(double[] a, int fromA, double[] b, int fromB, int length);

  /**
   * Writes the differences {@code a - b} of {@code length} numbers each.
   *
   * @param difference overwritten from 0 on
   * @return whether they are all 0
   */
  boolean subtract(double[] a, int fromA, double[] b, int fromB, double[] difference, int length);

  /**
   * Takes a row through some of {@code maps}, one after the other, while the result of every
   * product is finite.
   *
   * @param from the first map
   * @param to the one after the last
   * @param row {@code [D]}: overwritten by what the last map makes of it
   * @param after {@code [to - from][D]} from {@code begin} on: overwritten by the row after each
   *     map; or empty, where that is not wanted
   * @return the largest {@code |anchor - row| / (1 + |row|)} before a map, at least 0, where {@code
   *     after} is empty, and 0 where it is not; NaN where a product {@code diagonal (row - anchor)}
   *     is not finite: then {@code row} means nothing
   */
  double through(DiagonalMaps maps, int from, int to, double[] row, double[] after, int begin);

  /** Multiplies a row {@code [D]} by the rows {@code from <= k < to} of {@code [S][D]}. */
  void multiply(double[] row, double[] rows, int from, int to);

  /** Divides the {@code width} numbers from {@code from} on. */
  void divide(double[] row, int from, int width, double divisor);
}
