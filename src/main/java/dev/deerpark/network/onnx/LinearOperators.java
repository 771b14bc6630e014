// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.network.onnx;

import dev.deerpark.network.pointwise.Linear;
import dev.deerpark.network.pointwise.Normalise;
import dev.deerpark.network.pointwise.Softmax;
import java.util.Arrays;
import java.util.Optional;

/** Operators that combine the numbers of a row with weights. */
final class LinearOperators {
  private LinearOperators() {}

  static Value matMul(Operator op) {
    op.allowAttributes();
    Signal x = op.signal(0);
    Constant weights = op.constant(1);
    int rank = weights.shape().length;
    if (rank < 2 || Shapes.size(Shapes.part(weights.shape(), 0, rank - 2)) != 1) {
      throw op.refused("multiplies by a tensor of the shape " + weights.shown());
    }
    int inputs = weights.shape()[rank - 2];
    int outputs = weights.shape()[rank - 1];
    int last = requireLast(op, x, inputs);
    if (rank > x.shape().length) {
      throw op.refused("multiplies " + x.shown() + " by " + weights.shown());
    }
    double[] matrix = transposed(weights.values(), inputs, outputs);
    int[] shape = x.shape().clone();
    shape[last] = outputs;
    return linear(op, x, matrix, new double[outputs], shape);
  }

  static Value gemm(Operator op) {
    op.allowAttributes("alpha", "beta", "transA", "transB");
    Signal x = op.signal(0);
    Constant weights = op.constant(1);
    if (x.shape().length != 2 || weights.shape().length != 2 || op.integer("transA", 0) != 0) {
      throw op.refused("multiplies " + x.shown() + " by " + weights.shown());
    }
    boolean stacked = op.integer("transB", 0) != 0;
    int inputs = weights.shape()[stacked ? 1 : 0];
    int outputs = weights.shape()[stacked ? 0 : 1];
    requireLast(op, x, inputs);
    double[] matrix =
        stacked ? weights.values().clone() : transposed(weights.values(), inputs, outputs);
    double alpha = op.number("alpha", 1);
    for (int i = 0; i < matrix.length; i++) {
      matrix[i] *= alpha;
    }
    return linear(op, x, matrix, bias(op, outputs), Shapes.TIME, outputs);
  }

  private static double[] bias(Operator op, int outputs) {
    if (!op.has(2)) {
      return new double[outputs];
    }
    Constant given = op.constant(2);
    int[] shape = {1, outputs};
    if (given.shape().length > 2 || !Arrays.equals(Shapes.together(given.shape(), shape), shape)) {
      throw op.refused("adds a tensor of the shape " + given.shown());
    }
    double beta = op.number("beta", 1);
    double[] bias = ShapeOperators.taken(given.values(), Shapes.repeated(given.shape(), shape));
    return Arrays.stream(bias).map(value -> beta * value).toArray();
  }

  /**
   * @return the last axis
   */
  private static int requireLast(Operator op, Signal x, int inputs) {
    int last = x.shape().length - 1;
    if (x.shape()[last] == Shapes.TIME) {
      throw op.mixesTimes();
    }
    if (x.shape()[last] != inputs || inputs < 1) {
      throw op.refused("multiplies " + x.shown() + " by weights for " + inputs + " numbers");
    }
    return last;
  }

  /** The same weights for each group of numbers along the last axis. */
  private static Value linear(Operator op, Signal x, double[] matrix, double[] bias, int... shape) {
    int outputs = bias.length;
    if (outputs == 0) {
      throw op.refused("has no outputs");
    }
    int inputs = matrix.length / outputs;
    int groups = op.rows().size(x.row()) / inputs;
    double[] whole = matrix;
    double[] shift = bias;
    if (groups > 1) {
      int width = groups * inputs;
      whole = new double[Shapes.size(groups, outputs, width)];
      shift = new double[groups * outputs];
      for (int row = 0; row < groups * outputs; row++) {
        int from = row % outputs * inputs;
        System.arraycopy(matrix, from, whole, row * width + row / outputs * inputs, inputs);
        shift[row] = bias[row % outputs];
      }
    }
    return new Signal(shape, op.rows().add(new Linear(x.row(), whole, shift)));
  }

  private static double[] transposed(double[] weights, int rows, int columns) {
    return ShapeOperators.taken(
        weights, Shapes.transposed(new int[] {rows, columns}, new int[] {1, 0}));
  }

  static Value layerNormalization(Operator op) {
    op.allowAttributes("axis", "epsilon", "stash_type");
    Signal x = op.signal(0);
    int axis = op.axis(op.integer("axis", -1), x.shape().length);
    int group = group(op, x, axis);
    double[] scale = op.constant(1).values();
    double[] shift = op.has(2) ? op.constant(2).values() : new double[group];
    if (scale.length != group || shift.length != group) {
      throw op.refused("has scales for " + scale.length + " of " + group + " numbers");
    }
    double epsilon = op.number("epsilon", 1e-5f);
    return new Signal(x.shape(), op.rows().add(new Normalise(x.row(), epsilon, scale, shift)));
  }

  static Value softmax(Operator op) {
    op.allowAttributes("axis");
    Signal x = op.signal(0);
    int last = x.shape().length - 1;
    int axis = op.axis(op.integer("axis", op.opset() < 13 ? 1 : -1), x.shape().length);
    if (axis != last && op.opset() >= 13) {
      throw op.refused("is over the axis " + axis + " of " + x.shown() + ", not the last");
    }
    return new Signal(x.shape(), op.rows().add(new Softmax(x.row(), group(op, x, axis))));
  }

  /** How many numbers there are from an axis on, behind time. */
  private static int group(Operator op, Signal x, int axis) {
    if (x.timeAxis() >= axis) {
      throw op.mixesTimes();
    }
    return Shapes.size(Shapes.part(x.shape(), axis, x.shape().length));
  }

  /**
   * The mean or the sum over the last axes.
   *
   * @param mean whether the mean
   */
  static Value reduce(Operator op, boolean mean) {
    op.allowAttributes("axes", "keepdims", "noop_with_empty_axes");
    Signal x = op.signal(0);
    int rank = x.shape().length;
    Optional<long[]> axes = op.integers(1, "axes");
    if (axes.isEmpty() || axes.get().length != 1) {
      throw op.refused("is over more than one axis, and so over time");
    }
    int axis = op.axis(axes.get()[0], rank);
    if (axis != rank - 1 || x.shape()[axis] == Shapes.TIME) {
      throw op.refused("is over the axis " + axis + " of " + x.shown() + ", not the last");
    }
    int inputs = x.shape()[axis];
    double[] weights = new double[inputs];
    Arrays.fill(weights, mean ? 1.0 / inputs : 1);
    int[] shape = x.shape().clone();
    shape[axis] = 1;
    Signal reduced = (Signal) linear(op, x, weights, new double[1], shape);
    return op.integer("keepdims", 1) != 0
        ? reduced
        : new Signal(Shapes.without(shape, axis), reduced.row());
  }
}
