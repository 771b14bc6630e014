// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.network.onnx;

import dev.deerpark.network.pointwise.Binary;
import dev.deerpark.network.pointwise.Elementwise;
import dev.deerpark.network.pointwise.Elementwise.Kind;
import dev.deerpark.network.pointwise.Linear;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Operators that combine the numbers of a row with weights. */
final class LinearOperators {
  private LinearOperators() {}

  static Value matMul(Operator op) {
    op.allowAttributes();
    if (op.input(0) instanceof Constant left && op.input(1) instanceof Signal right) {
      return fromTheLeft(op, left, right);
    }
    Constant weights = op.constant(1);
    boolean vector = weights.shape().length == 1;
    int[] shape = vector ? Shapes.with(weights.shape(), 1, 1) : weights.shape();
    double[] matrix = transposed(op, weights.reshaped(shape));
    int[] given = op.shape(op.input(0));
    Value x =
        given.length >= shape.length
            ? op.input(0)
            : ShapeOperators.reshaped(op, op.input(0), Shapes.padded(given, shape.length));
    Value product = product(op, x, matrix, new double[shape[shape.length - 1]]);
    int[] found = op.shape(product);
    return vector
        ? ShapeOperators.reshaped(op, product, Shapes.part(found, 0, found.length - 1))
        : product;
  }

  /** {@code W x} is the transposition of {@code x' W'}. */
  private static Value fromTheLeft(Operator op, Constant weights, Signal x) {
    int rank = weights.shape().length;
    if (rank < 2 || x.shape().length < rank) {
      throw op.refused("multiplies " + weights.shown() + " by " + x.shown());
    }
    double[] matrix = transposed(op, (Constant) swapped(op, weights));
    Value product = product(op, swapped(op, x), matrix, new double[weights.shape()[rank - 2]]);
    return swapped(op, product);
  }

  /** A value with its last two axes exchanged. */
  private static Value swapped(Operator op, Value value) {
    int rank = op.shape(value).length;
    int[] permutation = IntStream.range(0, rank).toArray();
    permutation[rank - 2] = rank - 1;
    permutation[rank - 1] = rank - 2;
    return ShapeOperators.transposed(op, value, permutation);
  }

  static Value gemm(Operator op) {
    op.allowAttributes("alpha", "beta", "transA", "transB");
    Constant weights = op.constant(1);
    int[] shape = op.shape(op.input(0));
    if (shape.length != 2 || weights.shape().length != 2) {
      throw op.refused("multiplies " + op.input(0).shown() + " by " + weights.shown());
    }
    Value x = op.integer("transA", 0) == 0 ? op.input(0) : swapped(op, op.input(0));
    double alpha = op.number("alpha", 1);
    boolean stacked = op.integer("transB", 0) != 0;
    double[] matrix = stacked ? weights.values() : transposed(op, weights);
    double[] scaled = Arrays.stream(matrix).map(weight -> alpha * weight).toArray();
    return product(op, x, scaled, bias(op, weights.shape()[stacked ? 0 : 1]));
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

  /** Of the kernels, those of one step: a product with the channels, which are axis 1. */
  static Value convolution(Operator op) {
    op.allowAttributes("auto_pad", "dilations", "group", "kernel_shape", "pads", "strides");
    Constant weights = op.constant(1);
    int[] kernel = weights.shape();
    boolean ofOneStep =
        kernel.length == 3
            && kernel[2] == 1
            && op.integer("group", 1) == 1
            && op.integers("pads").stream().allMatch(pad -> pad == 0)
            && op.integers("strides").stream().allMatch(stride -> stride == 1);
    if (!ofOneStep) {
      throw op.refused("is a convolution over several steps or places, which is not supported");
    }
    double[] bias = op.has(2) ? op.constant(2).values() : new double[kernel[0]];
    if (bias.length != kernel[0] || op.shape(op.input(0)).length != 3) {
      throw op.refused("has " + bias.length + " biases for " + weights.shown());
    }
    return swapped(op, product(op, swapped(op, op.input(0)), weights.values(), bias));
  }

  /** Inference: {@code (x - mean) scale / sqrt(variance + epsilon) + shift}, along axis 1. */
  static Value batchNormalization(Operator op) {
    op.allowAttributes("epsilon", "momentum", "spatial", "training_mode");
    if (op.integer("training_mode", 0) != 0 || op.integer("spatial", 1) == 0) {
      throw op.refused("is in training mode; export the model for inference");
    }
    Constant epsilon = Constant.number(op.number("epsilon", 1e-5f));
    Value safe = NumberOperators.combine(op, channels(op, 4), epsilon, Binary.ADD);
    Value deviation = NumberOperators.map(op, safe, Elementwise.of(Kind.SQRT));
    Value scale = NumberOperators.combine(op, channels(op, 1), deviation, Binary.DIVIDE);
    Value centred = NumberOperators.combine(op, op.input(0), channels(op, 3), Binary.SUBTRACT);
    Value scaled = NumberOperators.combine(op, centred, scale, Binary.MULTIPLY);
    return NumberOperators.combine(op, scaled, channels(op, 2), Binary.ADD);
  }

  /** An input with a number for each channel, to be repeated along the axes behind them. */
  private static Value channels(Operator op, int input) {
    int[] shape = op.shape(op.input(0));
    Value given = op.input(input);
    if (shape.length < 2 || !Arrays.equals(op.shape(given), Shapes.part(shape, 1, 2))) {
      throw op.refused("normalises " + op.input(0).shown() + " by " + given.shown());
    }
    int[] along = new int[shape.length - 1];
    Arrays.fill(along, 1);
    along[0] = shape[1];
    return ShapeOperators.reshaped(op, given, along);
  }

  /**
   * Products of the numbers along the last axis with weights, the same for each group of them.
   *
   * @param matrix {@code [outputs][inputs]}
   * @param bias {@code [outputs]}
   */
  private static Value product(Operator op, Value x, double[] matrix, double[] bias) {
    int[] shape = op.numbersShape(x).clone();
    int outputs = bias.length;
    int inputs = outputs == 0 ? 0 : matrix.length / outputs;
    int last = shape.length - 1;
    if (last >= 0 && shape[last] == Shapes.TIME) {
      throw op.mixesTimes();
    }
    if (last < 0 || inputs < 1 || shape[last] != inputs) {
      throw op.refused("multiplies " + x.shown() + " by weights for " + inputs + " numbers");
    }
    int size = Shapes.size(Arrays.stream(shape).filter(i -> i != Shapes.TIME).toArray());
    shape[last] = outputs;
    return op.apply(x, shape, operand -> linear(operand, matrix, bias, size / inputs));
  }

  private static Linear linear(int operand, double[] matrix, double[] bias, int groups) {
    if (groups == 1) {
      return new Linear(operand, matrix, bias);
    }
    int outputs = bias.length;
    int inputs = matrix.length / outputs;
    int width = groups * inputs;
    double[] whole = new double[Shapes.size(groups, outputs, width)];
    double[] shift = new double[groups * outputs];
    for (int row = 0; row < groups * outputs; row++) {
      int from = row % outputs * inputs;
      System.arraycopy(matrix, from, whole, row * width + row / outputs * inputs, inputs);
      shift[row] = bias[row % outputs];
    }
    return new Linear(operand, whole, shift);
  }

  /** The matrix that weights {@code [.., inputs, outputs]} are, transposed. */
  private static double[] transposed(Operator op, Constant weights) {
    int rank = weights.shape().length;
    if (rank < 2 || Shapes.size(Shapes.part(weights.shape(), 0, rank - 2)) != 1) {
      throw op.refused("multiplies by a tensor of the shape " + weights.shown());
    }
    int[] matrix = Shapes.part(weights.shape(), rank - 2, rank);
    return ShapeOperators.taken(weights.values(), Shapes.transposed(matrix, new int[] {1, 0}));
  }
}
