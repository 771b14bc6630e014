// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.network.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Operators that change shapes and leave numbers as they are. */
final class ShapeOperators {
  private ShapeOperators() {}

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

  static int product(Operator op, int... part) {
    int time = Shapes.timeAxis(part);
    if (time < 0) {
      return Shapes.size(part);
    }
    if (Shapes.size(Shapes.without(part, time)) != 1) {
      throw op.mixesTimes();
    }
    return Shapes.TIME;
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

  static int[] target(Operator op, Constant wanted) {
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
  static Value repeated(Operator op, Constant given, int[] shape) {
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
