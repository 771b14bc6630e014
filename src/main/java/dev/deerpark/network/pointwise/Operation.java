// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.network;

import dev.deerpark.base.BadInputException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * One operation of a {@link Pointwise} program. It reads earlier values of the program by their
 * number and makes a new one. Arrays are shared and never modified.
 */
public sealed interface Operation extends Serializable {

  /** The numbers of the values that it reads. */
  List<Integer> operands();

  /** The same operation on the same number of other values. */
  Operation on(List<Integer> others);

  /**
   * Numbers in its result.
   *
   * @param sizes of its operands, in their order
   * @throws IllegalArgumentException where it does not take such operands
   */
  int size(int... sizes);

  /**
   * Computes.
   *
   * @param operands in their order; not modified
   * @param result overwritten
   */
  void apply(double[][] operands, double[] result);

  /** The number of weights, for people. */
  default long parameters() {
    return 0;
  }

  /** The same numbers for every row. */
  record Constant(double[] values) implements Operation {
    private static final long serialVersionUID = 1L;

    @Override
    public List<Integer> operands() {
      return List.of();
    }

    @Override
    public Operation on(List<Integer> others) {
      return this;
    }

    @Override
    public int size(int... sizes) {
      return values.length;
    }

    @Override
    public void apply(double[][] operands, double[] result) {
      System.arraycopy(values, 0, result, 0, values.length);
    }

    @Override
    public long parameters() {
      return values.length;
    }
  }

  /**
   * {@code W x + b}.
   *
   * @param weight {@code [outputs][inputs]}, row-major
   * @param bias {@code [outputs]}
   */
  record Linear(int operand, double[] weight, double[] bias) implements Operation {
    private static final long serialVersionUID = 1L;

    @Override
    public List<Integer> operands() {
      return List.of(operand);
    }

    @Override
    public Operation on(List<Integer> others) {
      return new Linear(others.get(0), weight, bias);
    }

    @Override
    public int size(int... sizes) {
      require((long) sizes[0] * bias.length == weight.length, this, sizes);
      return bias.length;
    }

    @Override
    public void apply(double[][] operands, double[] result) {
      double[] x = operands[0];
      for (int i = 0; i < result.length; i++) {
        double sum = bias[i];
        for (int j = 0, at = i * x.length; j < x.length; j++, at++) {
          sum = Math.fma(weight[at], x[j], sum);
        }
        result[i] = sum;
      }
    }

    @Override
    public long parameters() {
      return weight.length + (long) bias.length;
    }
  }

  /** A function of each number alone. */
  record Map(int operand, Elementwise function) implements Operation {
    private static final long serialVersionUID = 1L;

    @Override
    public List<Integer> operands() {
      return List.of(operand);
    }

    @Override
    public Operation on(List<Integer> others) {
      return new Map(others.get(0), function);
    }

    @Override
    public int size(int... sizes) {
      return sizes[0];
    }

    @Override
    public void apply(double[][] operands, double[] result) {
      double[] x = operands[0];
      for (int i = 0; i < result.length; i++) {
        result[i] = function.apply(x[i]);
      }
    }
  }

  /** A function of two numbers at a time. */
  record Combine(int first, int second, Binary function) implements Operation {
    private static final long serialVersionUID = 1L;

    @Override
    public List<Integer> operands() {
      return List.of(first, second);
    }

    @Override
    public Operation on(List<Integer> others) {
      return new Combine(others.get(0), others.get(1), function);
    }

    @Override
    public int size(int... sizes) {
      require(sizes[0] == sizes[1], this, sizes);
      return sizes[0];
    }

    @Override
    public void apply(double[][] operands, double[] result) {
      double[] a = operands[0];
      double[] b = operands[1];
      for (int i = 0; i < result.length; i++) {
        result[i] = function.apply(a[i], b[i]);
      }
    }
  }

  /** All numbers of the operands, one operand after the other. */
  record Concatenate(List<Integer> operands) implements Operation {
    private static final long serialVersionUID = 1L;

    public Concatenate {
      operands = List.copyOf(operands);
    }

    @Override
    public Operation on(List<Integer> others) {
      return new Concatenate(others);
    }

    @Override
    public int size(int... sizes) {
      return Arrays.stream(sizes).reduce(0, Math::addExact);
    }

    @Override
    public void apply(double[][] operands, double[] result) {
      int at = 0;
      for (double[] operand : operands) {
        System.arraycopy(operand, 0, result, at, operand.length);
        at += operand.length;
      }
    }
  }

  /**
   * Some of the numbers, in any order: a slice, a transposition, a repetition.
   *
   * @param indices the place of each in the operand
   */
  record Select(int operand, int[] indices) implements Operation {
    private static final long serialVersionUID = 1L;

    @Override
    public List<Integer> operands() {
      return List.of(operand);
    }

    @Override
    public Operation on(List<Integer> others) {
      return new Select(others.get(0), indices);
    }

    @Override
    public int size(int... sizes) {
      require(Arrays.stream(indices).allMatch(i -> i >= 0 && i < sizes[0]), this, sizes);
      return indices.length;
    }

    @Override
    public void apply(double[][] operands, double[] result) {
      for (int i = 0; i < result.length; i++) {
        result[i] = operands[0][indices[i]];
      }
    }
  }

  /**
   * Groups of numbers, each moved to mean 0 and variance 1, then scaled: {@code (x - mean) /
   * sqrt(variance + epsilon) * scale + shift} (Ba, Kiros and Hinton 2016).
   *
   * @param scale as many numbers as a group has
   * @param shift as many
   */
  record Normalise(int operand, double epsilon, double[] scale, double[] shift)
      implements Operation {
    private static final long serialVersionUID = 1L;

    @Override
    public List<Integer> operands() {
      return List.of(operand);
    }

    @Override
    public Operation on(List<Integer> others) {
      return new Normalise(others.get(0), epsilon, scale, shift);
    }

    @Override
    public int size(int... sizes) {
      require(
          scale.length >= 1 && shift.length == scale.length && sizes[0] % scale.length == 0,
          this,
          sizes);
      return sizes[0];
    }

    @Override
    public void apply(double[][] operands, double[] result) {
      double[] x = operands[0];
      int group = scale.length;
      for (int from = 0; from < x.length; from += group) {
        double mean = 0;
        for (int i = 0; i < group; i++) {
          mean += x[from + i] / group;
        }
        double variance = 0;
        for (int i = 0; i < group; i++) {
          double apart = x[from + i] - mean;
          variance += apart * apart / group;
        }
        double factor = 1 / Math.sqrt(variance + epsilon);
        for (int i = 0; i < group; i++) {
          result[from + i] = (x[from + i] - mean) * factor * scale[i] + shift[i];
        }
      }
    }

    @Override
    public long parameters() {
      return 2L * scale.length;
    }
  }

  /**
   * Groups of numbers, each made into shares that add up to 1: {@code exp(x_i) / sum_j exp(x_j)}.
   *
   * @param group how many numbers a group has
   */
  record Softmax(int operand, int group) implements Operation {
    private static final long serialVersionUID = 1L;

    @Override
    public List<Integer> operands() {
      return List.of(operand);
    }

    @Override
    public Operation on(List<Integer> others) {
      return new Softmax(others.get(0), group);
    }

    @Override
    public int size(int... sizes) {
      require(group >= 1 && sizes[0] % group == 0, this, sizes);
      return sizes[0];
    }

    @Override
    public void apply(double[][] operands, double[] result) {
      double[] x = operands[0];
      for (int from = 0; from < x.length; from += group) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = from; i < from + group; i++) {
          largest = Math.max(largest, x[i]);
        }
        double sum = 0;
        for (int i = from; i < from + group; i++) {
          result[i] = Math.exp(x[i] - largest);
          sum += result[i];
        }
        for (int i = from; i < from + group; i++) {
          result[i] /= sum;
        }
      }
    }
  }

  /**
   * Rows of a table, one for each number of the operand.
   *
   * @param name of the table in messages
   * @param rows in the table; a negative index counts from their end
   * @param table {@code [rows][width]}, row-major
   */
  record Embed(int operand, String name, int rows, double[] table) implements Operation {
    private static final long serialVersionUID = 1L;

    @Override
    public List<Integer> operands() {
      return List.of(operand);
    }

    @Override
    public Operation on(List<Integer> others) {
      return new Embed(others.get(0), name, rows, table);
    }

    private int width() {
      return table.length / rows;
    }

    @Override
    public int size(int... sizes) {
      require(rows >= 1 && table.length % rows == 0, this, sizes);
      return Math.multiplyExact(sizes[0], width());
    }

    /**
     * @throws BadInputException for a number that is not an index of the table
     */
    @Override
    public void apply(double[][] operands, double[] result) {
      double[] x = operands[0];
      for (int i = 0; i < x.length; i++) {
        if (x[i] != Math.rint(x[i]) || x[i] < -rows || x[i] >= rows) {
          throw new BadInputException(
              String.format(
                  Locale.ROOT,
                  "A value of %s is not an index of the table '%s' of the model, which has %,d rows: a"
                      + " whole number from 0 to %d. Correct the input.",
                  x[i],
                  name,
                  rows,
                  rows - 1));
        }
        int row = x[i] < 0 ? (int) x[i] + rows : (int) x[i];
        System.arraycopy(table, row * width(), result, i * width(), width());
      }
    }

    @Override
    public long parameters() {
      return table.length;
    }
  }

  private static void require(boolean fits, Operation operation, int... sizes) {
    if (!fits) {
      throw new IllegalArgumentException(
          operation.getClass().getSimpleName() + " of " + Arrays.toString(sizes) + " numbers");
    }
  }
}
