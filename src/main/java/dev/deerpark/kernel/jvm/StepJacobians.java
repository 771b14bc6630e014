// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.jvm;

import dev.deerpark.base.Numbers;
import dev.deerpark.kernel.FilteredMaps;
import dev.deerpark.kernel.HeldJacobians;
import dev.deerpark.kernel.WalkRequest;
import dev.deerpark.kernel.jvm.cell.JacobianCell;
import dev.deerpark.linear.MatrixProduct;
import dev.deerpark.linear.RowArithmetic;
import dev.deerpark.scan.AnchoredMap;
import dev.deerpark.scan.Belief;
import dev.deerpark.scan.LinearMap;
import dev.deerpark.scan.MapFold;
import dev.deerpark.sequence.States;
import java.util.Arrays;

/**
 * Full Jacobians of segments of one step, as their factors: D^2 numbers of a step take longer to
 * write to memory and to read again than to make again, in the core's own cache, from a few times
 * D. They are made two at a time, transposed, so that products with vectors run along their
 * columns.
 */
final class StepJacobians implements HeldJacobians {
  private static final int NONE = -2;

  private final JacobianCell cell;
  private final MatrixProduct products;
  private final RowArithmetic rows;
  private final int size;
  private final int stride;
  private final int segments;

  /** {@code [S][F]}. */
  private final double[] factors;

  /** {@code [2][D][stride]}: the Jacobians of two neighbours, transposed. */
  private double[] jacobians;

  /** The first of the two; none yet. */
  private int made = NONE;

  /** Where in {@link #jacobians} the one begins that was asked for. */
  private int at;

  /** {@code [stride]}. */
  private final double[] moved;

  /** {@code [stride]}. */
  private final double[] correction;

  private int replaced;

  /** {@code [S][2]}: as {@link #growth} gives it; null until then. */
  private double[] grown;

  /**
   * @param cell in whose precision the Jacobians are made
   * @param factors {@code [S][F]}, shared
   */
  StepJacobians(JacobianCell cell, MatrixProduct products, double[] factors) {
    this.cell = cell;
    this.products = products;
    this.rows = products.rows();
    this.size = cell.shape().stateSize();
    this.stride = products.stride(size);
    this.segments = factors.length / cell.factors();
    this.factors = factors;
    this.jacobians = new double[2 * size * stride];
    this.moved = new double[stride];
    this.correction = new double[stride];
  }

  /** {@code [S][F]}: the factors, not to be modified. */
  double[] factors() {
    return factors;
  }

  /** Replaces the Jacobians that a walk made and that are not finite by zeros. */
  StepJacobians replaceNonFinite(WalkRequest walked) {
    made = NONE; // others have used the cell since
    for (int segment = 0; segment < segments; segment++) {
      if (walked.requested()[segment] && !isFinite(segment)) {
        int from = segment * cell.factors();
        Arrays.fill(factors, from, from + cell.factors(), 0);
        made = NONE;
        replaced++;
      }
    }
    return this;
  }

  private boolean isFinite(int segment) {
    int from = segment * cell.factors();
    if (rows.largest(factors, from, from + cell.factors()) <= cell.finiteFactor()) {
      return true;
    }
    make(segment);
    return rows.isFinite(jacobians, at, at + size * stride);
  }

  /** Makes the Jacobian of a segment, unless it was made with the one before. */
  private void make(int segment) {
    if (segment != made && segment != made + 1) {
      made = segment;
      makeTwo(cell.transposed(factors, segment * cell.factors()));
    }
    at = (segment - made) * size * stride;
  }

  private void makeTwo(Numbers columns) {
    if (columns instanceof Numbers.Doubles doubles) {
      jacobians = doubles.array();
      return;
    }
    int width = columns.length() / (2 * size);
    for (int column = 0; column < 2 * size; column++) {
      columns.widen(column * width, 1, jacobians, column * stride, 1, size);
    }
  }

  @Override
  public int replaced() {
    return replaced;
  }

  @Override
  public MapFold fold(States anchors, States images, boolean[] constant) {
    made = NONE; // others have used the cell since
    Growing growing = new Growing();
    Product product = new Product();
    double[] state = filled(images, 0);
    double move = 0;
    for (int segment = 0; segment < segments; segment++) {
      make(segment);
      growing.push(segment);
      product.then(constant[segment]);
      if (segment > 0) {
        int from = anchors.offset(segment);
        // Math.max keeps NaN
        move = Math.max(move, rows.scaledDistance(anchors.array(), from, state, 0, size));
        apply(anchors, images, constant[segment], segment, state);
      }
    }
    grown = growing.grown;
    double[] image = Arrays.copyOf(state, size);
    return new MapFold(
        new AnchoredMap(product.map(), anchors.get(0), image), move, product.dropped);
  }

  /** A state in an array of whole vectors. */
  private double[] filled(States states, int index) {
    double[] filled = new double[stride];
    states.copy(index, filled);
    return filled;
  }

  @Override
  public States along(States anchors, States images, boolean[] constant, double[] start) {
    made = NONE; // others have used the cell since
    States before = States.zeros(segments, size);
    double[] state = Arrays.copyOf(start, stride);
    for (int segment = 0; segment < segments; segment++) {
      before.set(segment, state);
      if (segment + 1 < segments) {
        make(segment);
        apply(anchors, images, constant[segment], segment, state);
      }
    }
    return before;
  }

  /** Takes a state through the map of the segment whose Jacobian was made. */
  private void apply(States anchors, States images, boolean constant, int segment, double[] state) {
    int from = anchors.offset(segment);
    boolean still = true;
    for (int i = 0; i < size; i++) {
      moved[i] = state[i] - anchors.array()[from + i];
      still &= moved[i] == 0;
    }
    images.copy(segment, state);
    if (still || constant) {
      return;
    }
    multiply(moved, correction);
    if (rows.isFinite(correction, 0, size)) {
      for (int i = 0; i < size; i++) {
        // state + correction, where -0 + 0 stays -0
        state[i] -= 0 - correction[i];
      }
    }
  }

  /** Writes the Jacobian times a vector. */
  private void multiply(double[] vector, double[] product) {
    Arrays.fill(product, 0);
    rows.add(product, 0, stride, 1, vector, 0, 1, jacobians, at, stride, size);
  }

  @Override
  public States times(States vectors) {
    made = NONE; // others have used the cell since
    States times = States.zeros(segments, size);
    for (int segment = 0; segment < segments; segment++) {
      vectors.copy(segment, moved);
      if (rows.largest(moved, 0, size) != 0) {
        make(segment);
        multiply(moved, correction);
        times.set(segment, correction);
      }
    }
    return times;
  }

  @Override
  public double[] growth() {
    if (grown == null) {
      made = NONE; // others have used the cell since
      Growing growing = new Growing();
      for (int segment = 0; segment < segments; segment++) {
        make(segment);
        growing.push(segment);
      }
      grown = growing.grown;
    }
    return grown;
  }

  @Override
  public MapFold fold(FilteredMaps maps) {
    throw noFilters();
  }

  @Override
  public States filtered(FilteredMaps maps, Belief start, int known) {
    throw noFilters();
  }

  @Override
  public AnchoredMap backward(FilteredMaps maps, Belief start, int known) {
    throw noFilters();
  }

  @Override
  public States smoothed(FilteredMaps maps, Belief start, int known, double[] later) {
    throw noFilters();
  }

  private static IllegalStateException noFilters() {
    return new IllegalStateException("full Jacobians are filtered on the heap");
  }

  @Override
  public double[] keep(States starts) {
    return factors;
  }

  @Override
  public void close() {}

  /** A vector that is multiplied by one Jacobian after the other. */
  private final class Growing {
    private final double[] grown = new double[2 * segments];
    private final double[] vector = new double[stride];
    private final double[] pushed = new double[stride];

    Growing() {
      begin();
    }

    private void begin() {
      Arrays.fill(vector, 0, size, 1 / Math.sqrt(size));
    }

    void push(int segment) {
      multiply(vector, pushed);
      double largest = rows.largest(pushed, 0, size);
      if (!(largest > 0 && largest < Double.POSITIVE_INFINITY)) {
        grown[2 * segment] = Double.NaN;
        grown[2 * segment + 1] = Double.NaN;
        begin();
        return;
      }
      rows.divide(pushed, 0, stride, largest);
      double squares = 0;
      for (int i = 0; i < size; i++) {
        squares += pushed[i] * pushed[i];
      }
      double norm = Math.sqrt(squares);
      grown[2 * segment] = largest;
      grown[2 * segment + 1] = norm;
      rows.divide(pushed, 0, stride, norm);
      System.arraycopy(pushed, 0, vector, 0, stride);
    }
  }

  /** The product of the Jacobians from the first segment on. */
  private final class Product {
    /** {@code [D][stride]}; empty before the first. */
    private double[] product = {};

    private double[] next = new double[size * stride];

    /** Whether the product is 0: a map was constant, or the product overflowed. */
    private boolean isZero;

    /** How often the product overflowed. */
    private int dropped;

    /** Multiplies by the Jacobian that was made from the left. */
    void then(boolean constant) {
      if (constant) {
        dropWhereNotFinite();
        isZero = true;
      }
      if (isZero) {
        return;
      }
      if (product.length == 0) {
        product = first();
        return;
      }
      products.multiply(size, jacobians, at, 1, stride, product, next);
      double[] swap = product;
      product = next;
      next = swap;
    }

    private double[] first() {
      double[] first = new double[size * stride];
      for (int i = 0; i < size; i++) {
        for (int j = 0; j < size; j++) {
          first[i * stride + j] = jacobians[at + j * stride + i];
        }
      }
      return first;
    }

    private void dropWhereNotFinite() {
      if (!isZero && !rows.isFinite(product, 0, product.length)) {
        isZero = true;
        dropped++;
      }
    }

    LinearMap map() {
      dropWhereNotFinite();
      if (isZero) {
        return new LinearMap.Zero();
      }
      double[] matrix = new double[size * size];
      for (int row = 0; row < size; row++) {
        System.arraycopy(product, row * stride, matrix, row * size, size);
      }
      return new LinearMap.Matrix(size, matrix);
    }
  }
}
