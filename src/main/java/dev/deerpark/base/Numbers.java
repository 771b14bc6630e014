// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.base;

import com.esotericsoftware.kryo.DefaultSerializer;
import java.io.Serializable;
import java.util.Arrays;

/**
 * A primitive array in one of the two precisions. The wrapped array is shared, not copied: its
 * owner says whether it may be written.
 */
public sealed interface Numbers extends Serializable {

  int length();

  /** Element {@code i}, widened to double (exactly). */
  double get(int i);

  /** The bits of element {@code i}; of a float, sign-extended. */
  long bits(int i);

  /** Writes element {@code i}, rounded to this array's precision. */
  void set(int i, double value);

  /** Writes the same number, rounded, to the elements {@code from <= i < to}. */
  void fill(int from, int to, double value);

  Precision precision();

  /** Copies {@code length} elements from {@code from} on into an array of the same precision. */
  void copy(int from, Numbers target, int to, int length);

  /**
   * Copies {@code length} elements from {@code from} on to positions {@code stride} apart in an
   * array of the same precision.
   */
  void spread(int from, Numbers target, int to, int stride, int length);

  /** Copies {@code length} elements that are {@code stride} apart to consecutive positions. */
  void gather(int from, int stride, Numbers target, int to, int length);

  /**
   * Copies {@code length} elements that are {@code stride} apart, from {@code from} on, to
   * positions {@code targetStride} apart in an array, widened to double.
   */
  void widen(int from, int stride, double[] target, int to, int targetStride, int length);

  /**
   * Writes {@code length} numbers of an array from {@code from} on, rounded, to positions {@code
   * stride} apart.
   */
  void narrow(double[] source, int from, int to, int stride, int length);

  /** An array of floats. */
  @DefaultSerializer(RecordSerializer.class)
  record Floats(float[] array) implements Numbers {
    @Override
    public int length() {
      return array.length;
    }

    @Override
    public double get(int i) {
      return array[i];
    }

    @Override
    public long bits(int i) {
      return Float.floatToRawIntBits(array[i]);
    }

    @Override
    public void set(int i, double value) {
      array[i] = (float) value;
    }

    @Override
    public void fill(int from, int to, double value) {
      Arrays.fill(array, from, to, (float) value);
    }

    @Override
    public void narrow(double[] source, int from, int to, int stride, int length) {
      for (int i = 0; i < length; i++) {
        array[to + i * stride] = (float) source[from + i];
      }
    }

    @Override
    public void widen(int from, int stride, double[] target, int to, int targetStride, int length) {
      for (int i = 0; i < length; i++) {
        target[to + i * targetStride] = array[from + i * stride];
      }
    }

    @Override
    public Precision precision() {
      return Precision.FLOAT;
    }

    @Override
    public void copy(int from, Numbers target, int to, int length) {
      System.arraycopy(array, from, ((Floats) target).array, to, length);
    }

    @Override
    public void spread(int from, Numbers target, int to, int stride, int length) {
      float[] written = ((Floats) target).array;
      for (int i = 0, at = to; i < length; i++, at += stride) {
        written[at] = array[from + i];
      }
    }

    @Override
    public void gather(int from, int stride, Numbers target, int to, int length) {
      float[] written = ((Floats) target).array;
      for (int i = 0, at = from; i < length; i++, at += stride) {
        written[to + i] = array[at];
      }
    }
  }

  /** An array of doubles. */
  @DefaultSerializer(RecordSerializer.class)
  record Doubles(double[] array) implements Numbers {
    @Override
    public int length() {
      return array.length;
    }

    @Override
    public double get(int i) {
      return array[i];
    }

    @Override
    public long bits(int i) {
      return Double.doubleToRawLongBits(array[i]);
    }

    @Override
    public void set(int i, double value) {
      array[i] = value;
    }

    @Override
    public void fill(int from, int to, double value) {
      Arrays.fill(array, from, to, value);
    }

    @Override
    public void narrow(double[] source, int from, int to, int stride, int length) {
      for (int i = 0; i < length; i++) {
        array[to + i * stride] = source[from + i];
      }
    }

    @Override
    public void widen(int from, int stride, double[] target, int to, int targetStride, int length) {
      for (int i = 0; i < length; i++) {
        target[to + i * targetStride] = array[from + i * stride];
      }
    }

    @Override
    public Precision precision() {
      return Precision.DOUBLE;
    }

    @Override
    public void copy(int from, Numbers target, int to, int length) {
      System.arraycopy(array, from, ((Doubles) target).array, to, length);
    }

    @Override
    public void spread(int from, Numbers target, int to, int stride, int length) {
      double[] written = ((Doubles) target).array;
      for (int i = 0, at = to; i < length; i++, at += stride) {
        written[at] = array[from + i];
      }
    }

    @Override
    public void gather(int from, int stride, Numbers target, int to, int length) {
      double[] written = ((Doubles) target).array;
      for (int i = 0, at = from; i < length; i++, at += stride) {
        written[to + i] = array[at];
      }
    }
  }
}
