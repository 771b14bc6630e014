// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.network.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Arithmetic of shapes. Tensors are row-major. */
final class Shapes {
  /** The dimension that counts the steps, of a length that is not known. */
  static final int TIME = -1;

  /** Numbers in a tensor, or in a row, beyond which a file is not believed. */
  static final int LARGEST = 1 << 26;

  private Shapes() {}

  static int timeAxis(int[] shape) {
    for (int axis = 0; axis < shape.length; axis++) {
      if (shape[axis] == TIME) {
        return axis;
      }
    }
    return -1;
  }

  /**
   * How many numbers a shape without time has.
   *
   * @throws ArithmeticException for more than {@link #LARGEST}
   */
  static int size(int... shape) {
    long size = 1;
    for (int dimension : shape) {
      size *= dimension;
      if (size > LARGEST) {
        throw new ArithmeticException("a tensor of the shape " + text(shape) + " is too large");
      }
    }
    return (int) size;
  }

  /** A shape without one of its dimensions. */
  static int[] without(int[] shape, int axis) {
    return IntStream.range(0, shape.length).filter(i -> i != axis).map(i -> shape[i]).toArray();
  }

  /** A shape with one dimension more. */
  static int[] with(int[] shape, int axis, int dimension) {
    int[] more = Arrays.copyOf(shape, shape.length + 1);
    System.arraycopy(shape, axis, more, axis + 1, shape.length - axis);
    more[axis] = dimension;
    return more;
  }

  /** The dimensions {@code from <= axis < to}. */
  static int[] part(int[] shape, int from, int to) {
    return Arrays.copyOfRange(shape, from, to);
  }

  /** A shape with ones before it, to a given number of dimensions. */
  static int[] padded(int[] shape, int rank) {
    int[] padded = new int[rank];
    Arrays.fill(padded, 1);
    System.arraycopy(shape, 0, padded, rank - shape.length, shape.length);
    return padded;
  }

  /**
   * The shape of two tensors together, a dimension of 1 being repeated where the other's is not.
   *
   * @throws ArithmeticException where they do not go together
   */
  static int[] together(int[] a, int[] b) {
    int rank = Math.max(a.length, b.length);
    int[] first = padded(a, rank);
    int[] second = padded(b, rank);
    int[] together = new int[rank];
    for (int i = 0; i < rank; i++) {
      if (first[i] != second[i] && first[i] != 1 && second[i] != 1) {
        throw new ArithmeticException(
            "the shapes " + text(a) + " and " + text(b) + " do not go together");
      }
      together[i] = first[i] == 1 ? second[i] : first[i];
    }
    return together;
  }

  /** The place in a tensor of each number of the tensor that it is repeated to. */
  static int[] repeated(int[] from, int[] to) {
    int[] aligned = padded(from, to.length);
    int[] strides = strides(aligned);
    for (int i = 0; i < to.length; i++) {
      strides[i] = aligned[i] == 1 ? 0 : strides[i];
    }
    return places(to, strides, 0);
  }

  /** The place in a tensor of each number of its transposition. */
  static int[] transposed(int[] shape, int[] permutation) {
    int[] strides = strides(shape);
    return places(
        permuted(shape, permutation),
        Arrays.stream(permutation).map(axis -> strides[axis]).toArray(),
        0);
  }

  static int[] permuted(int[] shape, int[] permutation) {
    return Arrays.stream(permutation).map(axis -> shape[axis]).toArray();
  }

  /** The place in a tensor of each number of what is left of one axis. */
  static int[] taken(int[] shape, int axis, int[] indices) {
    int inner = size(part(shape, axis + 1, shape.length));
    int outer = size(part(shape, 0, axis));
    int[] places = new int[size(outer, indices.length, inner)];
    int at = 0;
    for (int i = 0; i < outer; i++) {
      for (int index : indices) {
        for (int j = 0; j < inner; j++) {
          places[at++] = (i * shape[axis] + index) * inner + j;
        }
      }
    }
    return places;
  }

  private static int[] strides(int[] shape) {
    int[] strides = new int[shape.length];
    int stride = 1;
    for (int i = shape.length - 1; i >= 0; i--) {
      strides[i] = stride;
      stride *= shape[i];
    }
    return strides;
  }

  /** The places that strides lead to, for each number of a shape in its order. */
  private static int[] places(int[] shape, int[] strides, int from) {
    int[] places = new int[size(shape)];
    int[] index = new int[shape.length];
    int place = from;
    for (int at = 0; at < places.length; at++) {
      places[at] = place;
      for (int i = shape.length - 1; i >= 0; i--) {
        place += strides[i];
        if (++index[i] < shape[i]) {
          break;
        }
        place -= index[i] * strides[i];
        index[i] = 0;
      }
    }
    return places;
  }

  static boolean isIdentity(int[] places, int size) {
    return places.length == size && IntStream.range(0, size).allMatch(i -> places[i] == i);
  }

  /** An axis counted from the front, where a negative one counts from the end; -1 for none. */
  static int axis(long axis, int rank) {
    long counted = axis < 0 ? axis + rank : axis;
    return counted < 0 || counted >= rank ? -1 : (int) counted;
  }

  static String text(int... shape) {
    List<String> words = new ArrayList<>();
    for (int dimension : shape) {
      words.add(dimension == TIME ? "T" : Integer.toString(dimension));
    }
    return words.stream().limit(8).collect(Collectors.joining(", ", "[", "]"));
  }
}
