// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.network.onnx;

import dev.deerpark.network.pointwise.Binary;
import dev.deerpark.network.pointwise.Elementwise;
import dev.deerpark.network.pointwise.Elementwise.Kind;
import dev.deerpark.network.pointwise.Normalise;
import dev.deerpark.network.pointwise.Reduce;
import dev.deerpark.network.pointwise.Softmax;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/** Operators on groups of the numbers of a row: those along some of its axes. */
final class GroupOperators {
  private GroupOperators() {}

  static Value layerNormalization(Operator op) {
    op.allowAttributes("axis", "epsilon", "stash_type");
    int[] shape = op.shape(op.input(0));
    int group = size(op, op.input(0), from(op, op.integer("axis", -1), shape.length));
    double[] scale = op.constant(1).values();
    double[] shift = op.has(2) ? op.constant(2).values() : new double[group];
    if (scale.length != group || shift.length != group) {
      throw op.refused("has scales for " + scale.length + " of " + group + " numbers");
    }
    double epsilon = op.number("epsilon", 1e-5f);
    return op.apply(op.input(0), shape, operand -> new Normalise(operand, epsilon, scale, shift));
  }

  /** {@code x / sqrt(mean(x^2) + epsilon)}, scaled (Zhang and Sennrich 2019). */
  static Value rootMeanSquareNormalization(Operator op) {
    op.allowAttributes("axis", "epsilon", "stash_type");
    Value x = op.input(0);
    int[] axes = from(op, op.integer("axis", -1), op.shape(x).length);
    Value mean = reduced(op, square(op, x), Reduce.Kind.MEAN, true, axes);
    Constant epsilon = Constant.number(op.number("epsilon", 1e-5f));
    Value safe = NumberOperators.combine(op, mean, epsilon, Binary.ADD);
    Value root = NumberOperators.map(op, safe, Elementwise.of(Kind.SQRT));
    Value normal = NumberOperators.combine(op, x, root, Binary.DIVIDE);
    return NumberOperators.combine(op, normal, op.input(1), Binary.MULTIPLY);
  }

  static Value softmax(Operator op) {
    Value x = op.input(0);
    int[] axes = softmaxAxes(op);
    int[] permutation = last(op.shape(x).length, axes);
    Value moved = ShapeOperators.transposed(op, x, permutation);
    int group = size(op, x, axes);
    Value shares = op.apply(moved, op.shape(moved), operand -> new Softmax(operand, group));
    return ShapeOperators.transposed(op, shares, inverse(permutation));
  }

  static Value logSoftmax(Operator op) {
    int[] axes = softmaxAxes(op);
    Value whole = reduced(op, op.input(0), Reduce.Kind.LOG_SUM_EXP, true, axes);
    return NumberOperators.combine(op, op.input(0), whole, Binary.SUBTRACT);
  }

  /** One axis, or, in older versions, all from one on. */
  private static int[] softmaxAxes(Operator op) {
    op.allowAttributes("axis");
    int rank = op.shape(op.input(0)).length;
    return op.opset() < 13
        ? from(op, op.integer("axis", 1), rank)
        : new int[] {op.axis(op.integer("axis", -1), rank)};
  }

  static Value reduce(Operator op, Reduce.Kind kind) {
    Value x = op.input(0);
    return changesNothing(op) ? x : reduced(op, x, kind);
  }

  static Value sumOfAbsolutes(Operator op) {
    return reduced(
        op, NumberOperators.map(op, op.input(0), Elementwise.of(Kind.ABS)), Reduce.Kind.SUM);
  }

  static Value sumOfSquares(Operator op) {
    return reduced(op, square(op, op.input(0)), Reduce.Kind.SUM);
  }

  static Value length(Operator op) {
    return NumberOperators.map(op, sumOfSquares(op), Elementwise.of(Kind.SQRT));
  }

  static Value logOfSum(Operator op) {
    return NumberOperators.map(
        op, reduced(op, op.input(0), Reduce.Kind.SUM), Elementwise.of(Kind.LOG));
  }

  static Value place(Operator op, Reduce.Kind kind) {
    op.allowAttributes("axis", "keepdims", "select_last_index");
    if (op.integer("select_last_index", 0) != 0) {
      throw op.refused("chooses the last of several places, which is not supported");
    }
    int axis = op.axis(op.integer("axis", 0), op.shape(op.input(0)).length);
    return reduced(op, op.input(0), kind, op.integer("keepdims", 1) != 0, axis);
  }

  /** The mean, or the greatest, of each channel: of all axes behind the first two. */
  static Value pool(Operator op, Reduce.Kind kind) {
    op.allowAttributes();
    int rank = op.shape(op.input(0)).length;
    if (rank < 3) {
      throw op.refused("pools " + op.input(0).shown());
    }
    return reduced(op, op.input(0), kind, true, from(op, 2, rank));
  }

  private static Value square(Operator op, Value x) {
    return NumberOperators.combine(op, x, x, Binary.MULTIPLY);
  }

  private static boolean changesNothing(Operator op) {
    return axes(op).isEmpty() && op.integer("noop_with_empty_axes", 0) != 0;
  }

  /** The axes that are named, in an input or an attribute. */
  private static Optional<long[]> axes(Operator op) {
    op.allowAttributes("axes", "keepdims", "noop_with_empty_axes");
    return op.integers(1, "axes").filter(axes -> axes.length > 0);
  }

  private static Value reduced(Operator op, Value x, Reduce.Kind kind) {
    int rank = op.shape(x).length;
    if (changesNothing(op)) {
      return x;
    }
    int[] axes =
        axes(op)
            .map(named -> Arrays.stream(named).mapToInt(axis -> op.axis(axis, rank)).toArray())
            .orElseGet(() -> IntStream.range(0, rank).toArray());
    return reduced(op, x, kind, op.integer("keepdims", 1) != 0, axes);
  }

  private static Value reduced(Operator op, Value x, Reduce.Kind kind, boolean keep, int... axes) {
    int[] shape = op.shape(x);
    int group = size(op, x, axes);
    int[] kept = shape.clone();
    Arrays.stream(axes).forEach(axis -> kept[axis] = 1);
    boolean[] gone = new boolean[shape.length];
    Arrays.stream(axes).forEach(axis -> gone[axis] = !keep);
    int[] result =
        IntStream.range(0, kept.length).filter(i -> !gone[i]).map(i -> kept[i]).toArray();
    if (x instanceof Constant lengths && lengths.hasSteps()) {
      return new Constant(result, new double[] {productOfSteps(op, lengths, kind)}, true);
    }
    Value moved = ShapeOperators.transposed(op, x, last(shape.length, axes));
    return op.apply(moved, result, operand -> new Reduce(operand, group, kind));
  }

  /** A product of dimensions, of which one is the number of steps and the others are 1. */
  private static double productOfSteps(Operator op, Constant lengths, Reduce.Kind kind) {
    double[] others =
        Arrays.stream(lengths.values()).filter(value -> !Double.isNaN(value)).toArray();
    boolean single = others.length == lengths.values().length - 1;
    if (kind != Reduce.Kind.PRODUCT || !single || Arrays.stream(others).anyMatch(v -> v != 1)) {
      throw op.refused("computes with the length of the series");
    }
    return Constant.STEPS;
  }

  private static int[] from(Operator op, long axis, int rank) {
    return IntStream.range(op.axis(axis, rank), rank).toArray();
  }

  /** How many numbers there are along axes, none of which may be time. */
  private static int size(Operator op, Value x, int... axes) {
    int[] shape = op.shape(x);
    int[] along = Arrays.stream(axes).map(axis -> shape[axis]).toArray();
    if (Shapes.timeAxis(along) >= 0) {
      throw op.mixesTimes();
    }
    return Shapes.size(along);
  }

  /** The permutation that moves axes behind all others. */
  private static int[] last(int rank, int... axes) {
    boolean[] moved = new boolean[rank];
    Arrays.stream(axes).forEach(axis -> moved[axis] = true);
    return IntStream.concat(
            IntStream.range(0, rank).filter(axis -> !moved[axis]),
            IntStream.range(0, rank).filter(axis -> moved[axis]))
        .toArray();
  }

  private static int[] inverse(int... permutation) {
    int[] inverse = new int[permutation.length];
    for (int i = 0; i < inverse.length; i++) {
      inverse[permutation[i]] = i;
    }
    return inverse;
  }
}
