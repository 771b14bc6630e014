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
 * columns overlaps the one before it. Distances are measured where nothing is written.
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
  private final double[] taken;

  /** {@code [VECTOR]}: the largest distances. */
  private final double[] farthest = new double[VECTOR];

  /** {@code [VECTOR]}: 0 while every product is finite, NaN from then on. */
  private final double[] notFinite = new double[VECTOR];

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
    this.taken = new double[size];
  }

  /** Takes the row through the maps. */
  double take() {
    boolean writes = after.length > 0;
    int column = 0;
    for (; column + 3 * VECTOR <= size; column += 3 * VECTOR) {
      if (writes) {
        writeThree(column);
      } else {
        measureThree(column);
      }
    }
    for (; column < size; column += VECTOR) {
      int last = Math.min(column, size - VECTOR);
      if (writes) {
        writeOne(last);
      } else {
        measureOne(last);
      }
    }
    System.arraycopy(taken, 0, row, 0, size);
    return DoubleVector.fromArray(SPECIES, notFinite, 0).compare(VectorOperators.EQ, 0).allTrue()
        ? DoubleVector.fromArray(SPECIES, farthest, 0).reduceLanes(VectorOperators.MAX)
        : Double.NaN;
  }

  // The four loops are spelled out: a vector stays in a register only as a local variable, in a
  // loop without branches. As a field, or as an argument of a method that is not inlined, it is
  // an object. Images take corrections by 0 - correction, so that -0 + 0 stays -0.

  /** Writes three vectors of columns after each map. */
  private void writeThree(int column) {
    DoubleVector a = DoubleVector.fromArray(SPECIES, row, column);
    DoubleVector b = DoubleVector.fromArray(SPECIES, row, column + VECTOR);
    DoubleVector c = DoubleVector.fromArray(SPECIES, row, column + 2 * VECTOR);
    DoubleVector bad = DoubleVector.fromArray(SPECIES, notFinite, 0);
    DoubleVector zero = DoubleVector.zero(SPECIES);
    int written = begin + column;
    for (int map = from, at = from * size + column; map < to; map++, at += size, written += size) {
      DoubleVector correction =
          a.sub(DoubleVector.fromArray(SPECIES, anchors, at))
              .mul(DoubleVector.fromArray(SPECIES, diagonals, at));
      bad = correction.fma(zero, bad);
      a = DoubleVector.fromArray(SPECIES, images, at).sub(zero.sub(correction));
      a.intoArray(after, written);

      correction =
          b.sub(DoubleVector.fromArray(SPECIES, anchors, at + VECTOR))
              .mul(DoubleVector.fromArray(SPECIES, diagonals, at + VECTOR));
      bad = correction.fma(zero, bad);
      b = DoubleVector.fromArray(SPECIES, images, at + VECTOR).sub(zero.sub(correction));
      b.intoArray(after, written + VECTOR);

      correction =
          c.sub(DoubleVector.fromArray(SPECIES, anchors, at + 2 * VECTOR))
              .mul(DoubleVector.fromArray(SPECIES, diagonals, at + 2 * VECTOR));
      bad = correction.fma(zero, bad);
      c = DoubleVector.fromArray(SPECIES, images, at + 2 * VECTOR).sub(zero.sub(correction));
      c.intoArray(after, written + 2 * VECTOR);
    }
    bad.intoArray(notFinite, 0);
    a.intoArray(taken, column);
    b.intoArray(taken, column + VECTOR);
    c.intoArray(taken, column + 2 * VECTOR);
  }

  /** Writes a vector of columns after each map. */
  private void writeOne(int column) {
    DoubleVector a = DoubleVector.fromArray(SPECIES, row, column);
    DoubleVector bad = DoubleVector.fromArray(SPECIES, notFinite, 0);
    DoubleVector zero = DoubleVector.zero(SPECIES);
    int written = begin + column;
    for (int map = from, at = from * size + column; map < to; map++, at += size, written += size) {
      DoubleVector correction =
          a.sub(DoubleVector.fromArray(SPECIES, anchors, at))
              .mul(DoubleVector.fromArray(SPECIES, diagonals, at));
      bad = correction.fma(zero, bad);
      a = DoubleVector.fromArray(SPECIES, images, at).sub(zero.sub(correction));
      a.intoArray(after, written);
    }
    bad.intoArray(notFinite, 0);
    a.intoArray(taken, column);
  }

  /**
   * Takes three vectors of columns to the end, and measures the distances. The larger one is not
   * found by max, which pays for Java's treatment of signed zeros and NaN; where one is NaN, so is
   * a product.
   */
  private void measureThree(int column) {
    DoubleVector a = DoubleVector.fromArray(SPECIES, row, column);
    DoubleVector b = DoubleVector.fromArray(SPECIES, row, column + VECTOR);
    DoubleVector c = DoubleVector.fromArray(SPECIES, row, column + 2 * VECTOR);
    DoubleVector far = DoubleVector.fromArray(SPECIES, farthest, 0);
    DoubleVector bad = DoubleVector.fromArray(SPECIES, notFinite, 0);
    DoubleVector zero = DoubleVector.zero(SPECIES);
    for (int map = from, at = from * size + column; map < to; map++, at += size) {
      DoubleVector move = a.sub(DoubleVector.fromArray(SPECIES, anchors, at));
      DoubleVector distance = move.abs().div(a.abs().add(1));
      far = far.blend(distance, distance.compare(VectorOperators.GT, far));
      DoubleVector correction = move.mul(DoubleVector.fromArray(SPECIES, diagonals, at));
      bad = correction.fma(zero, bad);
      a = DoubleVector.fromArray(SPECIES, images, at).sub(zero.sub(correction));

      move = b.sub(DoubleVector.fromArray(SPECIES, anchors, at + VECTOR));
      distance = move.abs().div(b.abs().add(1));
      far = far.blend(distance, distance.compare(VectorOperators.GT, far));
      correction = move.mul(DoubleVector.fromArray(SPECIES, diagonals, at + VECTOR));
      bad = correction.fma(zero, bad);
      b = DoubleVector.fromArray(SPECIES, images, at + VECTOR).sub(zero.sub(correction));

      move = c.sub(DoubleVector.fromArray(SPECIES, anchors, at + 2 * VECTOR));
      distance = move.abs().div(c.abs().add(1));
      far = far.blend(distance, distance.compare(VectorOperators.GT, far));
      correction = move.mul(DoubleVector.fromArray(SPECIES, diagonals, at + 2 * VECTOR));
      bad = correction.fma(zero, bad);
      c = DoubleVector.fromArray(SPECIES, images, at + 2 * VECTOR).sub(zero.sub(correction));
    }
    far.intoArray(farthest, 0);
    bad.intoArray(notFinite, 0);
    a.intoArray(taken, column);
    b.intoArray(taken, column + VECTOR);
    c.intoArray(taken, column + 2 * VECTOR);
  }

  /** The same for a vector of columns. */
  private void measureOne(int column) {
    DoubleVector a = DoubleVector.fromArray(SPECIES, row, column);
    DoubleVector far = DoubleVector.fromArray(SPECIES, farthest, 0);
    DoubleVector bad = DoubleVector.fromArray(SPECIES, notFinite, 0);
    DoubleVector zero = DoubleVector.zero(SPECIES);
    for (int map = from, at = from * size + column; map < to; map++, at += size) {
      DoubleVector move = a.sub(DoubleVector.fromArray(SPECIES, anchors, at));
      DoubleVector distance = move.abs().div(a.abs().add(1));
      far = far.blend(distance, distance.compare(VectorOperators.GT, far));
      DoubleVector correction = move.mul(DoubleVector.fromArray(SPECIES, diagonals, at));
      bad = correction.fma(zero, bad);
      a = DoubleVector.fromArray(SPECIES, images, at).sub(zero.sub(correction));
    }
    far.intoArray(farthest, 0);
    bad.intoArray(notFinite, 0);
    a.intoArray(taken, column);
  }
}
