// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.network.onnx;

import dev.deerpark.network.pointwise.Concatenate;
import dev.deerpark.network.pointwise.Embed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Operators that take tensors apart and put them together along an axis. */
final class SelectOperators {
  private SelectOperators() {}

  static Value gather(Operator op) {
    op.allowAttributes("axis");
    int[] shape = ShapeOperators.shape(op);
    int axis = op.axis(op.integer("axis", 0), shape.length);
    if (op.input(1) instanceof Signal chosen) {
      return embedding(op, chosen, axis);
    }
    Constant given = op.constant(1);
    if (shape[axis] == Shapes.TIME) {
      throw op.mixesTimes();
    }
    if (given.hasSteps()) {
      throw op.refused("takes the number of steps for an index");
    }
    int[] indices = new int[given.values().length];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = op.axis((long) given.values()[i], shape[axis]);
    }
    int[] taken = Shapes.part(shape, 0, axis);
    taken = joined(taken, given.shape(), Shapes.part(shape, axis + 1, shape.length));
    return taken(op, op.input(0), axis, indices, taken);
  }

  /** Rows of a constant table, chosen by numbers that come with each step. */
  private static Value embedding(Operator op, Signal chosen, int axis) {
    Constant table = op.constant(0);
    if (axis != 0 || table.shape()[0] < 1) {
      throw op.refused("looks up along the axis " + axis + " of " + table.shown());
    }
    int rows = table.shape()[0];
    int[] width = Shapes.part(table.shape(), 1, table.shape().length);
    if (Shapes.size(width) < 1) {
      throw op.refused("looks up in a table of " + table.shown());
    }
    int row = op.rows().add(new Embed(chosen.row(), op.name(), rows, table.values()));
    return new Signal(joined(chosen.shape(), width, new int[0]), row);
  }

  static Value slice(Operator op) {
    op.allowAttributes("starts", "ends", "axes");
    int[] shape = ShapeOperators.shape(op);
    long[] starts = op.integers(1, "starts").orElseThrow(() -> op.refused("has no starts"));
    double[] ends = ends(op);
    long[] axes =
        op.integers(3, "axes").orElse(IntStream.range(0, starts.length).asLongStream().toArray());
    long[] steps = op.has(4) ? op.integers(4, "").orElseThrow() : ones(starts.length);
    if (ends.length != starts.length
        || axes.length != starts.length
        || steps.length != starts.length) {
      throw op.refused("has as many starts as neither ends, axes nor steps");
    }
    Value sliced = op.input(0);
    for (int i = 0; i < starts.length; i++) {
      sliced = slice(op, sliced, op.axis(axes[i], shape.length), starts[i], ends[i], steps[i]);
    }
    return sliced;
  }

  /** The ends, {@link Constant#STEPS} where one is the number of steps. */
  private static double[] ends(Operator op) {
    return op.has(2)
        ? op.constant(2).values()
        : op.integers("ends").stream().mapToDouble(Long::doubleValue).toArray();
  }

  private static long[] ones(int count) {
    long[] ones = new long[count];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static Value slice(
      Operator op, Value given, int axis, long start, double end, long step) {
    int[] shape = given instanceof Constant constant ? constant.shape() : op.signal(0).shape();
    if (given instanceof Signal signal) {
      shape = signal.shape();
    }
    if (shape[axis] == Shapes.TIME) {
      if (start != 0 || step != 1 || end < Integer.MAX_VALUE) {
        throw op.mixesTimes();
      }
      return given;
    }
    if (Double.isNaN(end) || step == 0) {
      throw op.refused("slices up to the number of steps, or by steps of 0");
    }
    int size = shape[axis];
    long last = step > 0 ? size : size - 1L;
    long least = step > 0 ? 0 : -1;
    long from = Math.max(least, Math.min(last, start < 0 ? start + size : start));
    long to = Math.max(least, Math.min(last, end < 0 ? (long) end + size : (long) end));
    int[] indices = new int[(int) Math.max(0, count(from, to, step))];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = (int) (from + i * step);
    }
    int[] sliced = shape.clone();
    sliced[axis] = indices.length;
    return taken(op, given, axis, indices, sliced);
  }

  private static long count(long from, long to, long step) {
    return step > 0
        ? (to > from ? (to - from - 1) / step + 1 : 0)
        : (from > to ? (from - to - 1) / -Math.max(step, -Integer.MAX_VALUE) + 1 : 0);
  }

  static List<Value> split(Operator op) {
    op.allowAttributes("axis", "split", "num_outputs");
    int[] shape = ShapeOperators.shape(op);
    int axis = op.axis(op.integer("axis", 0), shape.length);
    if (shape[axis] == Shapes.TIME) {
      throw op.mixesTimes();
    }
    int parts = op.outputs();
    int even = (shape[axis] + parts - 1) / parts;
    long[] sizes =
        op.integers(1, "split")
            .orElseGet(
                () ->
                    IntStream.range(0, parts)
                        .mapToLong(i -> Math.max(0, Math.min(even, shape[axis] - i * even)))
                        .toArray());
    if (sizes.length < parts
        || Arrays.stream(sizes).anyMatch(size -> size < 0 || size > shape[axis])
        || Arrays.stream(sizes).sum() != shape[axis]) {
      throw op.refused("splits " + Shapes.text(shape) + " into " + Arrays.toString(sizes));
    }
    List<Value> split = new ArrayList<>();
    int from = 0;
    for (int part = 0; part < parts; part++) {
      int[] indices = IntStream.range(from, from + (int) sizes[part]).toArray();
      int[] taken = shape.clone();
      taken[axis] = indices.length;
      split.add(taken(op, op.input(0), axis, indices, taken));
      from += indices.length;
    }
    return split;
  }

  /**
   * Some indices of an axis that is not time.
   *
   * @param shape of the result
   */
  private static Value taken(Operator op, Value given, int axis, int[] indices, int... shape) {
    if (given instanceof Constant constant) {
      int[] places = Shapes.taken(constant.shape(), axis, indices);
      return new Constant(
          shape, ShapeOperators.taken(constant.values(), places), constant.integer());
    }
    Signal signal = (Signal) given;
    int ofRow = axis > signal.timeAxis() ? axis - 1 : axis;
    int[] places = Shapes.taken(signal.rowShape(), ofRow, indices);
    return new Signal(shape, op.rows().select(signal.row(), places));
  }

  static Value concat(Operator op) {
    op.allowAttributes("axis");
    int[] first = ShapeOperators.shape(op);
    int axis = op.axis(op.integer("axis", 0), first.length);
    List<int[]> shapes = new ArrayList<>();
    boolean constant = op.input(0) instanceof Constant;
    for (int i = 0; i < op.inputs(); i++) {
      int[] shape = constant ? op.constant(i).shape() : op.signal(i).shape();
      if (shape.length != first.length
          || !Arrays.equals(Shapes.without(shape, axis), Shapes.without(first, axis))) {
        throw op.refused("puts " + Shapes.text(first) + " and " + Shapes.text(shape) + " together");
      }
      shapes.add(shape);
    }
    if (first[axis] == Shapes.TIME) {
      throw op.mixesTimes();
    }
    int[] joined = first.clone();
    joined[axis] = shapes.stream().mapToInt(shape -> shape[axis]).reduce(0, Math::addExact);
    return constant ? concatConstants(op, axis, shapes, joined) : concatSignals(op, axis, joined);
  }

  private static Value concatConstants(Operator op, int axis, List<int[]> shapes, int... joined) {
    double[] all = new double[Shapes.size(joined)];
    int at = 0;
    for (int i = 0; i < shapes.size(); i++) {
      double[] values = op.constant(i).values();
      System.arraycopy(values, 0, all, at, values.length);
      at += values.length;
    }
    int[] places = interleaved(axis, shapes, joined);
    return new Constant(joined, ShapeOperators.taken(all, places), op.constant(0).integer());
  }

  private static Value concatSignals(Operator op, int axis, int... joined) {
    int time = Shapes.timeAxis(joined);
    List<Integer> rows = new ArrayList<>();
    List<int[]> shapes = new ArrayList<>();
    for (int i = 0; i < op.inputs(); i++) {
      rows.add(op.signal(i).row());
      shapes.add(op.signal(i).rowShape());
    }
    int all = rows.size() == 1 ? rows.get(0) : op.rows().add(new Concatenate(rows));
    int ofRow = axis > time ? axis - 1 : axis;
    int[] places = interleaved(ofRow, shapes, Shapes.without(joined, time));
    return new Signal(joined, op.rows().select(all, places));
  }

  /** The places in tensors one after the other of each number of the tensors joined at an axis. */
  private static int[] interleaved(int axis, List<int[]> shapes, int... joined) {
    int outer = Shapes.size(Shapes.part(joined, 0, axis));
    int[] places = new int[Shapes.size(joined)];
    int at = 0;
    for (int i = 0; i < outer; i++) {
      int begin = 0;
      for (int[] shape : shapes) {
        int chunk = Shapes.size(Shapes.part(shape, axis, shape.length));
        for (int j = 0; j < chunk; j++) {
          places[at++] = begin + i * chunk + j;
        }
        begin += outer * chunk;
      }
    }
    return places;
  }

  private static int[] joined(int[] first, int[] second, int[] third) {
    return IntStream.concat(
            Arrays.stream(first), IntStream.concat(Arrays.stream(second), Arrays.stream(third)))
        .toArray();
  }
}
