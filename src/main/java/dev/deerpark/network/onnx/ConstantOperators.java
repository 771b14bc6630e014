// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.network.onnx;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Operators whose results are known while the graph is read. */
final class ConstantOperators {
  private ConstantOperators() {}

  static Value constant(Operator op) {
    op.allowAttributes("value", "value_float", "value_floats", "value_int", "value_ints");
    if (op.attribute("value").isPresent()) {
      return op.tensor("value").orElseThrow(() -> op.refused("has a value that is not a tensor"));
    }
    if (op.attribute("value_float").isPresent()) {
      return Constant.number(op.number("value_float", 0));
    }
    if (op.attribute("value_int").isPresent()) {
      return new Constant(new int[0], new double[] {op.integer("value_int", 0)}, true);
    }
    if (op.attribute("value_ints").isPresent()) {
      return Constant.integers(
          op.integers("value_ints").stream().mapToDouble(Long::doubleValue).toArray());
    }
    double[] values =
        op
            .attribute("value_floats")
            .orElseThrow(() -> op.refused("has no value"))
            .getFloatsList()
            .stream()
            .mapToDouble(Float::doubleValue)
            .toArray();
    return new Constant(new int[] {values.length}, values, false);
  }

  static Value shapeOf(Operator op) {
    op.allowAttributes("start", "end");
    int[] shape = ShapeOperators.shape(op);
    int start = clamp(op.integer("start", 0), shape.length);
    int end = clamp(op.integer("end", shape.length), shape.length);
    double[] dimensions =
        Arrays.stream(Shapes.part(shape, start, Math.max(start, end)))
            .mapToDouble(dimension -> dimension == Shapes.TIME ? Constant.STEPS : dimension)
            .toArray();
    return Constant.integers(dimensions);
  }

  /** How many numbers the first input has. */
  static Value sizeOf(Operator op) {
    op.allowAttributes();
    int size = ShapeOperators.product(op, ShapeOperators.shape(op));
    double number = size == Shapes.TIME ? Constant.STEPS : size;
    return new Constant(new int[0], new double[] {number}, true);
  }

  /** Numbers at even distances. */
  static Value range(Operator op) {
    op.allowAttributes();
    double start = number(op, 0);
    double step = number(op, 2);
    double count = Math.ceil((number(op, 1) - start) / step);
    if (!(count <= Shapes.LARGEST)) {
      throw op.refused("counts " + count + " numbers");
    }
    double[] values =
        IntStream.range(0, (int) Math.max(0, count)).mapToDouble(i -> start + i * step).toArray();
    return new Constant(new int[] {values.length}, values, op.constant(0).integer());
  }

  private static double number(Operator op, int input) {
    Constant given = op.constant(input);
    op.numbersShape(given);
    if (given.values().length != 1) {
      throw op.refused("has the numbers " + given.shown() + " where one is expected");
    }
    return given.values()[0];
  }

  private static int clamp(long place, int rank) {
    return (int) Math.max(0, Math.min(rank, place < 0 ? place + rank : place));
  }

  static Value constantOfShape(Operator op) {
    op.allowAttributes("value");
    Constant value = op.tensor("value").orElse(new Constant(new int[] {1}, new double[1], false));
    if (value.values().length != 1) {
      throw op.refused("has a value of " + value.values().length + " numbers");
    }
    return ShapeOperators.repeated(op, value.reshaped(), ShapeOperators.target(op, op.constant(0)));
  }
}
