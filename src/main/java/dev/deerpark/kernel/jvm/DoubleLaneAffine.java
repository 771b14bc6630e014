package dev.deerpark.kernel.jvm;

import dev.deerpark.sequence.Numbers;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The lane matrix kernel: one matrix times many vectors, which lie side by side in memory. A tile
 * of six rows by two vectors of lanes stays in registers while the columns pass; each weight that
 * is loaded serves a whole strip of lanes. Nearly all the time of a large model is spent here.
 */
final class DoubleLaneAffine implements Affine {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int VECTOR = SPECIES.length();

  /** Lanes in a strip. */
  static final int LANES = 2 * VECTOR;

  private static final int TILE = 6;

  private final int size;
  private final int rows;
  private final int columns;

  /** {@code [rows / 6][C][6]}, the last tile filled up with zeros. */
  private final double[] weights;

  private final double[] bias;

  DoubleLaneAffine(GateMatrix matrix) {
    this.size = matrix.size();
    this.rows = (matrix.rows() + TILE - 1) / TILE * TILE;
    this.columns = matrix.columns();
    this.weights = new double[Math.multiplyExact(rows, columns)];
    this.bias = new double[rows];
    for (int row = 0; row < matrix.rows(); row++) {
      bias[row] = matrix.bias()[row];
      int to = row / TILE * TILE * columns + row % TILE;
      for (int column = 0; column < columns; column++) {
        weights[to + column * TILE] = matrix.weights()[row * columns + column];
      }
    }
  }

  private DoubleLaneAffine(DoubleLaneAffine affine) {
    this.size = affine.size;
    this.rows = affine.rows;
    this.columns = affine.columns;
    this.weights = affine.weights;
    this.bias = new double[rows];
  }

  @Override
  public int lanes() {
    return LANES;
  }

  @Override
  public int span() {
    return size * LANES;
  }

  @Override
  public Numbers.Doubles allocate() {
    return new Numbers.Doubles(new double[Math.multiplyExact(rows, LANES)]);
  }

  @Override
  public Affine linear() {
    return new DoubleLaneAffine(this);
  }

  @Override
  public void apply(Numbers given, int offset, Numbers wanted) {
    double[] vector = ((Numbers.Doubles) given).array();
    double[] result = ((Numbers.Doubles) wanted).array();
    for (int row = 0; row < rows; row += TILE) {
      tile(row, vector, offset, result);
    }
  }

  // Spelled out: only local variables stay in registers.
  private void tile(int row, double[] vector, int offset, double[] result) {
    DoubleVector left0 = DoubleVector.broadcast(SPECIES, bias[row]);
    DoubleVector left1 = DoubleVector.broadcast(SPECIES, bias[row + 1]);
    DoubleVector left2 = DoubleVector.broadcast(SPECIES, bias[row + 2]);
    DoubleVector left3 = DoubleVector.broadcast(SPECIES, bias[row + 3]);
    DoubleVector left4 = DoubleVector.broadcast(SPECIES, bias[row + 4]);
    DoubleVector left5 = DoubleVector.broadcast(SPECIES, bias[row + 5]);
    DoubleVector right0 = left0;
    DoubleVector right1 = left1;
    DoubleVector right2 = left2;
    DoubleVector right3 = left3;
    DoubleVector right4 = left4;
    DoubleVector right5 = left5;
    int from = row * columns;
    for (int column = 0; column < columns; column++) {
      int at = offset + column * LANES;
      DoubleVector left = DoubleVector.fromArray(SPECIES, vector, at);
      DoubleVector right = DoubleVector.fromArray(SPECIES, vector, at + VECTOR);
      int w = from + column * TILE;
      DoubleVector weight = DoubleVector.broadcast(SPECIES, weights[w]);
      left0 = left.fma(weight, left0);
      right0 = right.fma(weight, right0);
      weight = DoubleVector.broadcast(SPECIES, weights[w + 1]);
      left1 = left.fma(weight, left1);
      right1 = right.fma(weight, right1);
      weight = DoubleVector.broadcast(SPECIES, weights[w + 2]);
      left2 = left.fma(weight, left2);
      right2 = right.fma(weight, right2);
      weight = DoubleVector.broadcast(SPECIES, weights[w + 3]);
      left3 = left.fma(weight, left3);
      right3 = right.fma(weight, right3);
      weight = DoubleVector.broadcast(SPECIES, weights[w + 4]);
      left4 = left.fma(weight, left4);
      right4 = right.fma(weight, right4);
      weight = DoubleVector.broadcast(SPECIES, weights[w + 5]);
      left5 = left.fma(weight, left5);
      right5 = right.fma(weight, right5);
    }
    int to = row * LANES;
    store(left0, right0, result, to);
    store(left1, right1, result, to + LANES);
    store(left2, right2, result, to + 2 * LANES);
    store(left3, right3, result, to + 3 * LANES);
    store(left4, right4, result, to + 4 * LANES);
    store(left5, right5, result, to + 5 * LANES);
  }

  private static void store(DoubleVector left, DoubleVector right, double[] result, int to) {
    left.intoArray(result, to);
    right.intoArray(result, to + VECTOR);
  }
}
