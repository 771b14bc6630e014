package dev.deerpark.kernel.jvm;

import dev.deerpark.sequence.Numbers;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The tuned matrix-vector product of the sequential loop: rows lie side by side in memory, six
 * vectors of them stay in registers while the columns pass. Each gate is filled up to whole vectors
 * of rows with zeros.
 */
final class DoubleSingleAffine implements Affine {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int VECTOR = SPECIES.length();
  private static final int TILE = 6 * VECTOR;

  private final int span;
  private final int rows;
  private final int columns;

  /** {@code [C][6 vectors]} for each tile of rows, then {@code [C][vector]} for the others. */
  private final double[] weights;

  private final double[] bias;

  DoubleSingleAffine(GateMatrix matrix) {
    this.span = SPECIES.loopBound(matrix.size() + VECTOR - 1);
    this.rows = matrix.gates() * span;
    this.columns = matrix.columns();
    this.weights = new double[Math.multiplyExact(rows, columns)];
    this.bias = new double[rows];
    for (int given = 0; given < matrix.rows(); given++) {
      int row = given / matrix.size() * span + given % matrix.size();
      bias[row] = matrix.bias()[given];
      int tile = row < rows / TILE * TILE ? TILE : VECTOR;
      int to = row / tile * tile * columns + row % tile;
      for (int column = 0; column < columns; column++) {
        weights[to + column * tile] = matrix.weights()[given * columns + column];
      }
    }
  }

  private DoubleSingleAffine(DoubleSingleAffine affine) {
    this.span = affine.span;
    this.rows = affine.rows;
    this.columns = affine.columns;
    this.weights = affine.weights;
    this.bias = new double[rows];
  }

  @Override
  public int lanes() {
    return 1;
  }

  @Override
  public int span() {
    return span;
  }

  @Override
  public Numbers.Doubles allocate() {
    return new Numbers.Doubles(new double[rows]);
  }

  @Override
  public Affine linear() {
    return new DoubleSingleAffine(this);
  }

  @Override
  public void apply(Numbers given, int offset, Numbers wanted) {
    double[] vector = ((Numbers.Doubles) given).array();
    double[] result = ((Numbers.Doubles) wanted).array();
    int row = 0;
    for (; row <= rows - TILE; row += TILE) {
      tile(row, vector, offset, result);
    }
    for (; row < rows; row += VECTOR) {
      one(row, vector, offset, result);
    }
  }

  // Spelled out: only local variables stay in registers.
  private void tile(int row, double[] vector, int offset, double[] result) {
    DoubleVector sum0 = DoubleVector.fromArray(SPECIES, bias, row);
    DoubleVector sum1 = DoubleVector.fromArray(SPECIES, bias, row + VECTOR);
    DoubleVector sum2 = DoubleVector.fromArray(SPECIES, bias, row + 2 * VECTOR);
    DoubleVector sum3 = DoubleVector.fromArray(SPECIES, bias, row + 3 * VECTOR);
    DoubleVector sum4 = DoubleVector.fromArray(SPECIES, bias, row + 4 * VECTOR);
    DoubleVector sum5 = DoubleVector.fromArray(SPECIES, bias, row + 5 * VECTOR);
    int from = row * columns;
    for (int column = 0; column < columns; column++) {
      DoubleVector factor = DoubleVector.broadcast(SPECIES, vector[offset + column]);
      int w = from + column * TILE;
      sum0 = DoubleVector.fromArray(SPECIES, weights, w).fma(factor, sum0);
      sum1 = DoubleVector.fromArray(SPECIES, weights, w + VECTOR).fma(factor, sum1);
      sum2 = DoubleVector.fromArray(SPECIES, weights, w + 2 * VECTOR).fma(factor, sum2);
      sum3 = DoubleVector.fromArray(SPECIES, weights, w + 3 * VECTOR).fma(factor, sum3);
      sum4 = DoubleVector.fromArray(SPECIES, weights, w + 4 * VECTOR).fma(factor, sum4);
      sum5 = DoubleVector.fromArray(SPECIES, weights, w + 5 * VECTOR).fma(factor, sum5);
    }
    sum0.intoArray(result, row);
    sum1.intoArray(result, row + VECTOR);
    sum2.intoArray(result, row + 2 * VECTOR);
    sum3.intoArray(result, row + 3 * VECTOR);
    sum4.intoArray(result, row + 4 * VECTOR);
    sum5.intoArray(result, row + 5 * VECTOR);
  }

  private void one(int row, double[] vector, int offset, double[] result) {
    DoubleVector sum = DoubleVector.fromArray(SPECIES, bias, row);
    int from = row * columns;
    for (int column = 0; column < columns; column++) {
      DoubleVector factor = DoubleVector.broadcast(SPECIES, vector[offset + column]);
      sum = DoubleVector.fromArray(SPECIES, weights, from + column * VECTOR).fma(factor, sum);
    }
    sum.intoArray(result, row);
  }
}
