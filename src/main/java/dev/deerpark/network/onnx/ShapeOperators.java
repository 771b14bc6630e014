// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.network.onnx;

import dev.deerpark.network.onnx.proto.Onnx.TensorProto.DataType;
import dev.deerpark.network.pointwise.Elementwise;
import dev.deerpark.network.pointwise.Elementwise.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Operators that change shapes, or ask for them, and leave numbers as they are. */
final class ShapeOperators {
  private ShapeOperators() {}

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

  static Value identity(Operator op) {
    op.allowAttributes();
    return op.input(0);
  }

  /** Inference: nothing is dropped. */
  static Value dropout(Operator op) {
    op.allowAttributes("ratio", "seed");
    boolean training =
        op.has(2) && Arrays.stream(op.constant(2).values()).anyMatch(value -> value != 0);
    if (training) {
      throw op.refused("is in training mode; export the model for inference");
    }
    return op.input(0);
  }

  static Value cast(Operator op) {
    op.allowAttributes("to", "saturate");
    DataType to = DataType.forNumber((int) op.integer("to", 0));
    return switch (to == null ? DataType.UNDEFINED : to) {
      case FLOAT, DOUBLE -> cast(op, false);
      case INT32, INT64 -> cast(op, true);
      case BOOL -> NumberOperators.map(op, not(op, op.input(0)), Elementwise.of(Kind.NOT));
      default ->
          throw op.refused(
              "casts to " + to + "; supported are FLOAT, DOUBLE, INT32, INT64 and BOOL");
    };
  }

  private static Value not(Operator op, Value value) {
    return NumberOperators.map(op, value, Elementwise.of(Kind.NOT));
  }

  private static Value cast(Operator op, boolean integer) {
    if (op.input(0) instanceof Constant given && (given.integer() || !integer)) {
      if (!integer) {
        op.numbersShape(given);
      }
      return new Constant(given.shape(), given.values(), integer);
    }
    if (!integer) {
      return op.signal(0);
    }
    Value whole = NumberOperators.map(op, op.input(0), Elementwise.of(Kind.TRUNCATE));
    return whole instanceof Constant constant
        ? new Constant(constant.shape(), constant.values(), true)
        : whole;
  }

  /** To the type of another value. */
  static Value castLike(Operator op) {
    op.allowAttributes("saturate");
    return cast(op, op.input(1) instanceof Constant like && like.integer());
  }

  static Value transpose(Operator op) {
    op.allowAttributes("perm");
    int[] shape = shape(op);
    int[] permutation = op.integers("perm").stream().mapToInt(Long::intValue).toArray();
    if (op.attribute("perm").isEmpty()) {
      permutation = IntStream.range(0, shape.length).map(i -> shape.length - 1 - i).toArray();
    }
    int[] sorted = permutation.clone();
    Arrays.sort(sorted);
    if (!Arrays.equals(sorted, IntStream.range(0, shape.length).toArray())) {
      throw op.refused("permutes " + Shapes.text(shape) + " by " + Arrays.toString(sorted));
    }
    return transposed(op, op.input(0), permutation);
  }

  /** A value with its axes in another order. */
  static Value transposed(Operator op, Value value, int... permutation) {
    int[] shape = Shapes.permuted(op.shape(value), permutation);
    if (value instanceof Constant given) {
      int[] places = Shapes.transposed(given.shape(), permutation);
      return new Constant(shape, taken(given.values(), places), given.integer());
    }
    Signal signal = (Signal) value;
    int time = signal.timeAxis();
    int[] ofRow =
        Arrays.stream(permutation)
            .filter(axis -> axis != time)
            .map(axis -> axis > time ? axis - 1 : axis)
            .toArray();
    int[] places = Shapes.transposed(signal.rowShape(), ofRow);
    return signal.with(shape, op.rows().select(signal.row(), places));
  }

  static Value squeeze(Operator op) {
    op.allowAttributes("axes");
    int[] shape = shape(op);
    Optional<long[]> given = op.integers(1, "axes");
    boolean[] gone = new boolean[shape.length];
    for (int axis = 0; axis < shape.length; axis++) {
      gone[axis] = given.isEmpty() && shape[axis] == 1;
    }
    for (long axis : given.orElse(new long[0])) {
      gone[op.axis(axis, shape.length)] = true;
    }
    for (int axis = 0; axis < shape.length; axis++) {
      if (gone[axis] && shape[axis] != 1) {
        throw op.refused("removes the axis " + axis + " of " + Shapes.text(shape));
      }
    }
    return reshaped(
        op, IntStream.range(0, shape.length).filter(i -> !gone[i]).map(i -> shape[i]).toArray());
  }

  static Value unsqueeze(Operator op) {
    op.allowAttributes("axes");
    int[] shape = shape(op);
    long[] given =
        op.integers(1, "axes").orElseThrow(() -> op.refused("does not say at which axes"));
    int rank = shape.length + given.length;
    boolean[] added = new boolean[rank];
    for (long axis : given) {
      added[op.axis(axis, rank)] = true;
    }
    int[] unsqueezed = new int[rank];
    int at = 0;
    for (int axis = 0; axis < rank; axis++) {
      if (!added[axis] && at == shape.length) {
        throw op.refused("adds one axis twice");
      }
      unsqueezed[axis] = added[axis] ? 1 : shape[at++];
    }
    return reshaped(op, unsqueezed);
  }

  static Value reshape(Operator op) {
    op.allowAttributes("allowzero");
    Constant wanted = op.constant(1);
    int[] shape = shape(op);
    int[] target = new int[wanted.values().length];
    int open = -1;
    for (int i = 0; i < target.length; i++) {
      double entry = wanted.values()[i];
      if (wanted.isSteps(i)) {
        target[i] = Shapes.TIME;
      } else if (entry == 0 && i < shape.length && op.integer("allowzero", 0) == 0) {
        target[i] = shape[i];
      } else if (entry == -1 && open < 0) {
        open = i;
        target[i] = 1;
      } else if (entry < 1 || entry > Shapes.LARGEST) {
        throw op.refused("reshapes to " + Arrays.toString(wanted.values()));
      } else {
        target[i] = (int) entry;
      }
    }
    return reshaped(op, resolved(op, target, open));
  }

  /** Finds the dimension that is left open, and the one that is time. */
  private static int[] resolved(Operator op, int[] target, int open) {
    int[] shape = shape(op);
    boolean timed = Shapes.timeAxis(shape) >= 0;
    int size = Shapes.size(timed ? Shapes.without(shape, Shapes.timeAxis(shape)) : shape);
    if (timed && Shapes.timeAxis(target) < 0) {
      if (open >= 0 && Shapes.size(target) == size) {
        target[open] = Shapes.TIME;
        return target;
      }
      target[stated(op, target, size, open)] = Shapes.TIME;
    }
    if (open >= 0) {
      int others = Math.abs(Arrays.stream(target).reduce(1, Math::multiplyExact));
      if (others == 0 || size % others != 0) {
        throw op.refused("reshapes " + Shapes.text(shape) + " to " + Shapes.text(target));
      }
      target[open] = size / others;
    }
    return target;
  }

  /** The place of the number of steps in a shape, where the graph states that number. */
  private static int stated(Operator op, int[] target, int size, int open) {
    for (int i = 0; i < target.length; i++) {
      if (op.fixedSteps() > 0 && i != open && target[i] == op.fixedSteps()) {
        int others = Shapes.size(Shapes.without(target, i));
        if (others == size || open >= 0 && others > 0 && size % others == 0) {
          return i;
        }
      }
    }
    throw op.mixesTimes();
  }

  static Value flatten(Operator op) {
    op.allowAttributes("axis");
    int[] shape = shape(op);
    long given = op.integer("axis", 1);
    int axis = given == shape.length ? shape.length : op.axis(given, shape.length);
    return reshaped(
        op,
        product(op, Shapes.part(shape, 0, axis)),
        product(op, Shapes.part(shape, axis, shape.length)));
  }

  private static int product(Operator op, int... part) {
    int time = Shapes.timeAxis(part);
    if (time < 0) {
      return Shapes.size(part);
    }
    if (Shapes.size(Shapes.without(part, time)) != 1) {
      throw op.mixesTimes();
    }
    return Shapes.TIME;
  }

  static Value shapeOf(Operator op) {
    op.allowAttributes("start", "end");
    int[] shape = shape(op);
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
    int size = product(op, shape(op));
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
    return repeated(op, value.reshaped(), target(op, op.constant(0)));
  }

  static Value expand(Operator op) {
    op.allowAttributes();
    int[] target = target(op, op.constant(1));
    int[] together = Shapes.together(shape(op), target);
    if (op.input(0) instanceof Constant given) {
      return repeated(op, given, together);
    }
    Signal signal = op.signal(0);
    return NumberOperators.repeated(op, signal, together);
  }

  private static int[] target(Operator op, Constant wanted) {
    int[] target = new int[wanted.values().length];
    for (int i = 0; i < target.length; i++) {
      double entry = wanted.values()[i];
      if (!wanted.isSteps(i) && !(entry >= 0 && entry <= Shapes.LARGEST)) {
        throw op.refused("makes the shape " + Arrays.toString(wanted.values()));
      }
      target[i] = wanted.isSteps(i) ? Shapes.TIME : (int) entry;
    }
    return target;
  }

  /** A constant repeated to a shape, which may have a row for each step. */
  private static Value repeated(Operator op, Constant given, int[] shape) {
    if (Shapes.timeAxis(shape) < 0) {
      return new Constant(
          shape, taken(given.values(), Shapes.repeated(given.shape(), shape)), given.integer());
    }
    return NumberOperators.repeated(op, given, shape);
  }

  static double[] taken(double[] values, int[] places) {
    return Arrays.stream(places).mapToDouble(place -> values[place]).toArray();
  }

  /** The shape of the first input. */
  static int[] shape(Operator op) {
    return op.shape(op.input(0));
  }

  /** The first input in another shape of the same numbers in the same order. */
  private static Value reshaped(Operator op, int... shape) {
    return reshaped(op, op.input(0), shape);
  }

  /** A value in another shape of the same numbers in the same order. */
  static Value reshaped(Operator op, Value value, int... shape) {
    op.shape(value);
    if (value instanceof Constant given) {
      if (Shapes.timeAxis(shape) >= 0 || Shapes.size(shape) != given.values().length) {
        throw op.refused("reshapes " + given.shown() + " to " + Shapes.text(shape));
      }
      return given.reshaped(shape);
    }
    Signal signal = (Signal) value;
    int from = signal.timeAxis();
    int to = Shapes.timeAxis(shape);
    List<Integer> times = new ArrayList<>();
    Arrays.stream(shape).forEach(times::add);
    if (to < 0
        || Collections.frequency(times, Shapes.TIME) != 1
        || Shapes.size(Shapes.without(shape, to)) != op.rows().size(signal.row())
        || Shapes.size(Shapes.part(shape, 0, to))
            != Shapes.size(Shapes.part(signal.shape(), 0, from))) {
      throw op.mixesTimes();
    }
    return signal.with(shape, signal.row());
  }
}
