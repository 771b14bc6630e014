// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.sequence;

import com.esotericsoftware.kryo.DefaultSerializer;
import dev.deerpark.base.Precision;
import dev.deerpark.base.RecordSerializer;
import dev.deerpark.linear.RowArithmetic;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * States one after the other, {@code [S][D]} row-major: the start states of a block's segments, or
 * their ends. The array is shared, not copied. Its creator may write to it until the states are
 * passed on; after that it is never modified.
 *
 * @param array {@code [S][D]}
 * @param size numbers in a state, D, at least 1
 */
@DefaultSerializer(RecordSerializer.class)
public record States(double[] array, int size) implements Serializable {

  /**
   * @throws IllegalArgumentException where the array does not hold whole states
   */
  public States {
    if (size < 1 || array.length % size != 0) {
      throw new IllegalArgumentException(array.length + " numbers in states of " + size);
    }
  }

  /** States of zeros. */
  public static States zeros(int count, int size) {
    return new States(new double[Math.multiplyExact(count, size)], size);
  }

  /** One state, repeated {@code count} times. */
  public static States repeated(double[] state, int count) {
    States states = zeros(count, state.length);
    for (int i = 0; i < count; i++) {
      states.set(i, state);
    }
    return states;
  }

  /** States that follow each other in time, in a new array. */
  public static States joined(List<States> parts) {
    int count = parts.stream().mapToInt(States::count).sum();
    States joined = zeros(count, parts.get(0).size);
    int at = 0;
    for (States part : parts) {
      joined.set(at, part, part.count());
      at += part.count();
    }
    return joined;
  }

  /** The number of states, S. */
  public int count() {
    return array.length / size;
  }

  /** Where a state begins in the {@link #array}. */
  public int offset(int index) {
    return index * size;
  }

  /** One state, as a new array. */
  public double[] get(int index) {
    return Arrays.copyOfRange(array, offset(index), offset(index + 1));
  }

  /** The last state, as a new array. */
  public double[] last() {
    return get(count() - 1);
  }

  /** Some consecutive states, in a new array. */
  public States part(int first, int count) {
    return new States(Arrays.copyOfRange(array, offset(first), offset(first + count)), size);
  }

  /** Writes one state. */
  public void set(int index, double[] state) {
    System.arraycopy(state, 0, array, offset(index), size);
  }

  /** Writes {@code count} states from {@code first} on, copied from the beginning of others. */
  public void set(int first, States others, int count) {
    System.arraycopy(others.array, 0, array, offset(first), count * size);
  }

  /** Copies one state to {@code into}, which has D numbers. */
  public void copy(int index, double[] into) {
    System.arraycopy(array, offset(index), into, 0, size);
  }

  /** A copy, with an array of its own. */
  public States copy() {
    return new States(array.clone(), size);
  }

  /** Rounds every number. */
  public void round(Precision precision) {
    for (int i = 0; i < array.length; i++) {
      array[i] = precision.round(array[i]);
    }
  }

  /** Whether every number of a state is finite, that is, neither infinite nor NaN. */
  public boolean isFinite(int index) {
    for (int i = offset(index); i < offset(index + 1); i++) {
      if (!Double.isFinite(array[i])) {
        return false;
      }
    }
    return true;
  }

  /** The largest absolute number among the first {@code count} states, of those that are finite. */
  public double largest(int count, RowArithmetic rows) {
    double largest = rows.largest(array, 0, count * size);
    return largest < Double.POSITIVE_INFINITY ? largest : largestFinite(count);
  }

  private double largestFinite(int count) {
    double largest = 0;
    for (int i = 0; i < count * size; i++) {
      double number = Math.abs(array[i]);
      largest = number > largest && number < Double.POSITIVE_INFINITY ? number : largest;
    }
    return largest;
  }

  /**
   * The {@linkplain #scaledDistance(double[], double[]) scaled distance} of one of these states to
   * one of {@code others}.
   */
  public double scaledDistance(int index, States others, int other) {
    return scaledDistance(array, offset(index), others.array, others.offset(other), size);
  }

  /**
   * The largest {@code |a - b| / (1 + |b|)} over the components of two states; NaN where one is not
   * a number.
   */
  public static double scaledDistance(double[] a, double[] b) {
    return scaledDistance(a, 0, b, 0, a.length);
  }

  /** The same for states of {@code length} numbers within longer arrays. */
  public static double scaledDistance(double[] a, int fromA, double[] b, int fromB, int length) {
    return RowArithmetic.PLAIN.scaledDistance(a, fromA, b, fromB, length);
  }
}
