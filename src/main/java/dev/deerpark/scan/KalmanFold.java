// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.scan;

import dev.deerpark.linear.Dense;
import dev.deerpark.linear.FactorRows.Shape;
import dev.deerpark.linear.MatrixProduct;
import dev.deerpark.sequence.States;
import java.util.Arrays;

/**
 * The fold of a block's segments, some of which are filters with full Jacobians, in arrays that
 * every segment uses again: an object for each segment would cost more than its arithmetic. It has
 * the bits of {@link MapFold} over {@link KalmanMap#segment} and {@link AnchoredMap}; the formulas
 * are in {@link KalmanMap}.
 */
public final class KalmanFold implements FilterFold {
  private static final double[] NONE = {};

  private final int size;
  private final int stride;
  private final MatrixProduct products;
  private final ObservedError error;

  private double[] anchor = NONE;
  private boolean isZero;
  private boolean filters;

  /** {@code [D][stride]}: A of the segments so far, and of those with the next one. */
  private double[] transition;

  private double[] nextTransition;
  private double[] image;
  private double[] nextImage;

  /** {@code [D][stride]}: U^T. */
  private double[] noise;

  private double[] nextNoise;
  private Shape noiseShape = Shape.UPPER;
  private double[] information;
  private double[] nextInformation;

  /** {@code [D][stride]}: Z^T. */
  private double[] precision;

  private double[] nextPrecision;
  private Shape precisionShape = Shape.UPPER;

  private final double[] turned;
  private final double[] shrunk;
  private final double[] columns;
  private final double[] jump;
  private final double[] correction;
  private double pendingMove;
  private int dropped;

  /**
   * @param size D
   * @param lambda precision of the observed starts, above 0
   */
  public KalmanFold(int size, double lambda, MatrixProduct products) {
    this.size = size;
    this.products = products;
    this.error = new ObservedError(size, lambda, products);
    this.stride = error.stride();
    this.transition = matrix();
    this.nextTransition = matrix();
    this.image = new double[size];
    this.nextImage = new double[size];
    this.noise = matrix();
    this.nextNoise = matrix();
    this.information = new double[stride];
    this.nextInformation = new double[stride];
    this.precision = matrix();
    this.nextPrecision = matrix();
    this.turned = matrix();
    this.shrunk = matrix();
    this.columns = new double[2 * size * stride];
    this.jump = new double[size];
    this.correction = new double[size];
  }

  private double[] matrix() {
    return new double[size * stride];
  }

  @Override
  public void then(Kind kind, double[] jacobians, int from, States anchors, States images, int at) {
    if (anchor.length == 0) {
      begin(kind, jacobians, from, anchors, images, at);
      return;
    }
    int start = anchors.offset(at);
    pendingMove =
        Math.max(pendingMove, States.scaledDistance(anchors.array(), start, image, 0, size));
    for (int i = 0; i < size; i++) {
      jump[i] = image[i] - anchors.array()[start + i];
    }
    if (filters || kind == Kind.FILTER) {
      filter(kind, jacobians, from, images, at);
    } else {
      move(kind, jacobians, from, images, at);
    }
  }

  private void begin(
      Kind kind, double[] jacobians, int from, States anchors, States images, int at) {
    anchor = anchors.get(at);
    image = images.get(at);
    isZero = kind == Kind.CONSTANT;
    filters = kind == Kind.FILTER;
    if (!isZero) {
      for (int row = 0; row < size; row++) {
        System.arraycopy(jacobians, from + row * size, transition, row * stride, size);
      }
    }
    if (filters) {
      setDiagonal(noise, 0, 1);
      setDiagonal(precision, 0, error.root());
    }
  }

  private void setDiagonal(double[] matrix, int from, double number) {
    Arrays.fill(matrix, from, from + size * stride, 0);
    for (int i = 0; i < size; i++) {
      matrix[from + i * stride + i] = number;
    }
  }

  /** An affine map after affine maps. */
  private void move(Kind kind, double[] jacobians, int from, States images, int at) {
    setImage(kind == Kind.CONSTANT, jacobians, from, images, at);
    swapImage();
    if (kind == Kind.CONSTANT) {
      isZero = true;
    } else if (!isZero) {
      products.multiply(size, jacobians, from, transition, nextTransition);
      swapTransition();
      if (!isFinite(transition)) {
        drop();
      }
    }
  }

  /** Any map, where it or those before it filter. */
  private void filter(Kind kind, double[] jacobians, int from, States images, int at) {
    boolean observes = kind == Kind.FILTER;
    boolean conditions = observes && filters;
    if (isZero) {
      Arrays.fill(transition, 0);
    }
    if (conditions) {
      error.condition(noise, noiseShape);
    }
    setTransition(kind, jacobians, from, conditions);
    setInformation(observes, conditions);
    for (int i = 0; i < size; i++) {
      // a sum that began with 0
      jump[i] += 0.0;
    }
    if (conditions) {
      error.shrink(jump);
    }
    setImage(kind == Kind.CONSTANT, jacobians, from, images, at);
    setNoise(kind, jacobians, from, conditions);
    setPrecision(observes, conditions);
    accept(observes);
  }

  private void setTransition(Kind kind, double[] jacobians, int from, boolean conditions) {
    if (kind == Kind.CONSTANT) {
      Arrays.fill(nextTransition, 0);
      return;
    }
    double[] before = transition;
    if (conditions) {
      error.shrinkAll(transition, shrunk);
      before = shrunk;
    }
    products.multiply(size, jacobians, from, before, nextTransition);
  }

  private void setImage(boolean constant, double[] jacobians, int from, States images, int at) {
    images.copy(at, nextImage);
    if (constant) {
      return;
    }
    Dense.multiplyVector(size, jacobians, from, jump, correction);
    if (Dense.isFinite(correction)) {
      for (int i = 0; i < size; i++) {
        // the sum, where -0 + 0 stays -0
        nextImage[i] -= 0 - correction[i];
      }
    }
  }

  private void setNoise(Kind kind, double[] jacobians, int from, boolean conditions) {
    if (kind == Kind.CONSTANT) {
      Arrays.fill(nextNoise, 0);
      return;
    }
    if (!filters) {
      setDiagonal(nextNoise, 0, 1);
      return;
    }
    turn(jacobians, from);
    if (conditions) {
      error.move(turned, columns);
      setDiagonal(columns, size * stride, 1);
      error.factors().ofSum(columns, Shape.LOWER, nextNoise);
    } else {
      products.multiply(size, noise, 0, stride, 1, turned, nextNoise);
    }
  }

  /** Writes a Jacobian's transpose. */
  private void turn(double[] jacobians, int from) {
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        turned[j * stride + i] = jacobians[from + i * size + j];
      }
    }
  }

  private void setInformation(boolean observes, boolean conditions) {
    Arrays.fill(nextInformation, 0);
    if (observes) {
      for (int i = 0; i < size; i++) {
        correction[i] = 0.0 - error.times(error.times(jump[i]));
      }
      if (conditions) {
        error.shrinkTransposed(correction);
      }
      products
          .rows()
          .add(nextInformation, 0, stride, 1, correction, 0, 1, transition, 0, stride, size);
    }
    for (int i = 0; i < size; i++) {
      nextInformation[i] += information[i];
    }
  }

  private void setPrecision(boolean observes, boolean conditions) {
    if (conditions) {
      error.pullBack(transition, columns);
      System.arraycopy(precision, 0, columns, size * stride, size * stride);
      Shape shape = precisionShape == Shape.UPPER ? Shape.LOWER : Shape.FULL;
      error.factors().ofSum(columns, shape, nextPrecision);
    } else if (observes) {
      for (int i = 0; i < precision.length; i++) {
        nextPrecision[i] = error.times(transition[i]);
      }
    } else {
      System.arraycopy(precision, 0, nextPrecision, 0, precision.length);
    }
  }

  /** Takes the maps with the next one, where they are finite. */
  private void accept(boolean observes) {
    boolean conditions = observes && filters;
    noiseShape = observes ? Shape.UPPER : Shape.FULL;
    precisionShape = conditions ? Shape.UPPER : observes ? Shape.FULL : precisionShape;
    swapImage();
    swapTransition();
    double[] swap = noise;
    noise = nextNoise;
    nextNoise = swap;
    swap = information;
    information = nextInformation;
    nextInformation = swap;
    swap = precision;
    precision = nextPrecision;
    nextPrecision = swap;
    filters = true;
    isZero = false;
    boolean finite =
        isFinite(transition)
            && isFinite(image)
            && isFinite(noise)
            && isFinite(information)
            && isFinite(precision);
    if (!finite) {
      drop();
    }
  }

  private boolean isFinite(double[] numbers) {
    return products.rows().isFinite(numbers, 0, numbers.length);
  }

  private void swapImage() {
    double[] swap = image;
    image = nextImage;
    nextImage = swap;
  }

  private void swapTransition() {
    double[] swap = transition;
    transition = nextTransition;
    nextTransition = swap;
  }

  /** Replaces the maps so far, which overflowed. */
  private void drop() {
    isZero = true;
    filters = false;
    dropped++;
    // affine maps have no information
    Arrays.fill(information, 0);
  }

  @Override
  public MapFold fold() {
    SegmentMap whole;
    if (filters) {
      whole =
          new KalmanMap(
              packed(transition),
              anchor,
              image,
              transposed(noise),
              Arrays.copyOf(information, size),
              transposed(precision));
    } else {
      LinearMap linear =
          isZero ? new LinearMap.Zero() : new LinearMap.Matrix(size, packed(transition));
      whole = new AnchoredMap(linear, anchor, image);
    }
    return new MapFold(whole, pendingMove, dropped);
  }

  private double[] packed(double[] rows) {
    double[] matrix = new double[size * size];
    for (int row = 0; row < size; row++) {
      System.arraycopy(rows, row * stride, matrix, row * size, size);
    }
    return matrix;
  }

  private double[] transposed(double[] rows) {
    return Dense.transposed(size, packed(rows));
  }
}
