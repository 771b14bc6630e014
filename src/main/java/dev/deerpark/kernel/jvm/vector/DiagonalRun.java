// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.jvm.vector;

import dev.deerpark.linear.DiagonalMaps;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * A row taken through diagonal maps, see {@link VectorRows#through}. The numbers of a row never
 * meet, so a few columns at a time stay in registers from the first map to the last: written to
 * memory and read again for the next map, they would take four times as long. The last vector of
 * columns overlaps the one before it.
 */
final class DiagonalRun {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

  /** The fewest numbers of a row. */
  static final int VECTOR = SPECIES.length();

  private final int size;
  private final double[] anchors;
  private final double[] images;
  private final double[] diagonals;
  private final int from;
  private final int to;
  private final double[] row;
  private final double[] after;
  private final int begin;

  /** {@code [D]}: the row after the last map. */
  private final double[] last;

  private DoubleVector farthest = DoubleVector.zero(SPECIES);

  /** 0 while every product is finite, NaN from then on. */
  private DoubleVector notFinite = DoubleVector.zero(SPECIES);

  /** Arguments as of {@link VectorRows#through}. */
  DiagonalRun(DiagonalMaps maps, int from, int to, double[] row, double[] after, int begin) {
    this.size = maps.size();
    this.anchors = maps.anchors();
    this.images = maps.images();
    this.diagonals = maps.diagonals();
    this.from = from;
    this.to = to;
    this.row = row;
    this.after = after;
    this.begin = begin;
    this.last = new double[size];
  }

  /** Takes the row through the maps. */
  double take() {
    int column = 0;
    for (; column + 3 * VECTOR <= size; column += 3 * VECTOR) {
      three(column);
    }
    for (; column < size; column += VECTOR) {
      one(Math.min(column, size - VECTOR));
    }
    System.arraycopy(last, 0, row, 0, size);
    return notFinite.compare(VectorOperators.EQ, 0).allTrue()
        ? farthest.reduceLanes(VectorOperators.MAX)
        : Double.NaN;
  }

  // Spelled out: only local variables stay in registers.
  private void three(int column) {
    DoubleVector a = load(row, column);
    DoubleVector b = load(row, column + VECTOR);
    DoubleVector c = load(row, column + 2 * VECTOR);
    DoubleVector far = farthest;
    DoubleVector bad = notFinite;
    boolean writes = after.length > 0;
    int written = begin + column;
    for (int map = from, at = from * size + column; map < to; map++, at += size, written += size) {
      DoubleVector move = a.sub(load(anchors, at));
      far = farther(far, move, a);
      DoubleVector correction = move.mul(load(diagonals, at));
      bad = correction.fma(DoubleVector.zero(SPECIES), bad);
      a = image(at, correction);

      move = b.sub(load(anchors, at + VECTOR));
      far = farther(far, move, b);
      correction = move.mul(load(diagonals, at + VECTOR));
      bad = correction.fma(DoubleVector.zero(SPECIES), bad);
      b = image(at + VECTOR, correction);

      move = c.sub(load(anchors, at + 2 * VECTOR));
      far = farther(far, move, c);
      correction = move.mul(load(diagonals, at + 2 * VECTOR));
      bad = correction.fma(DoubleVector.zero(SPECIES), bad);
      c = image(at + 2 * VECTOR, correction);
      if (writes) {
        a.intoArray(after, written);
        b.intoArray(after, written + VECTOR);
        c.intoArray(after, written + 2 * VECTOR);
      }
    }
    farthest = far;
    notFinite = bad;
    a.intoArray(last, column);
    b.intoArray(last, column + VECTOR);
    c.intoArray(last, column + 2 * VECTOR);
  }

  private void one(int column) {
    DoubleVector a = load(row, column);
    DoubleVector far = farthest;
    DoubleVector bad = notFinite;
    boolean writes = after.length > 0;
    int written = begin + column;
    for (int map = from, at = from * size + column; map < to; map++, at += size, written += size) {
      DoubleVector move = a.sub(load(anchors, at));
      far = farther(far, move, a);
      DoubleVector correction = move.mul(load(diagonals, at));
      bad = correction.fma(DoubleVector.zero(SPECIES), bad);
      a = image(at, correction);
      if (writes) {
        a.intoArray(after, written);
      }
    }
    farthest = far;
    notFinite = bad;
    a.intoArray(last, column);
  }

  /** The larger distance. Where it is NaN, so is a product. */
  private static DoubleVector farther(DoubleVector far, DoubleVector move, DoubleVector x) {
    DoubleVector distance = move.abs().div(x.abs().add(1));
    // not max, which pays for Java's treatment of signed zeros and NaN
    return far.blend(distance, distance.compare(VectorOperators.GT, far));
  }

  /** The image plus a correction, where -0 + 0 stays -0. */
  private DoubleVector image(int at, DoubleVector correction) {
    return load(images, at).sub(DoubleVector.zero(SPECIES).sub(correction));
  }

  private static DoubleVector load(double[] array, int at) {
    return DoubleVector.fromArray(SPECIES, array, at);
  }
}
