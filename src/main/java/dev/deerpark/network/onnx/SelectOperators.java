// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.network.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Operators that take parts of tensors along an axis, or put numbers around them. */
final class SelectOperators {
  private SelectOperators() {}

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
      return sliceOfTime(op, (Signal) given, start, end, step);
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

  /** All steps, in their order or in the reverse. */
  private static Value sliceOfTime(Operator op, Signal given, long start, double end, long step) {
    boolean all = step == 1 && start == 0 && !(end < Integer.MAX_VALUE);
    boolean turned = step == -1 && (start == -1 || start >= Integer.MAX_VALUE) && isBeforeAll(end);
    if (!all && !turned) {
      throw op.mixesTimes();
    }
    return new Signal(given.shape(), given.row(), given.backwards() != turned);
  }

  private static boolean isBeforeAll(double end) {
    return end <= -Integer.MAX_VALUE;
  }

  /** The steps in the reverse order: tf2onnx writes it so. */
  static Value reverseSequence(Operator op) {
    op.allowAttributes("batch_axis", "time_axis");
    Signal given = op.signal(0);
    if (op.integer("time_axis", 0) != given.timeAxis() || !op.isAllSteps(op.input(1))) {
      throw op.mixesTimes();
    }
    return new Signal(given.shape(), given.row(), !given.backwards());
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

  /** Repetitions of the whole along its axes. */
  static Value tile(Operator op) {
    op.allowAttributes();
    Value tiled = op.input(0);
    long[] repeats = op.integers(1, "").orElseThrow(() -> op.refused("does not say how often"));
    for (int axis = 0; axis < repeats.length; axis++) {
      int size = ShapeOperators.shape(op)[axis];
      int times = (int) Math.min(repeats[axis], Shapes.LARGEST);
      if (times != 1) {
        int all = size == Shapes.TIME || times < 0 ? -1 : Shapes.size(size, times);
        tiled = indexed(op, tiled, axis, IntStream.range(0, all).map(i -> i % size).toArray());
      }
    }
    return tiled;
  }

  /** One number more or less at the ends of axes. */
  static Value pad(Operator op) {
    op.allowAttributes("mode", "pads", "value");
    int rank = ShapeOperators.shape(op).length;
    long[] pads = op.integers(1, "pads").orElseThrow(() -> op.refused("has no pads"));
    long[] axes = op.integers(3, "").orElseGet(() -> LongStream.range(0, rank).toArray());
    String mode = op.text("mode", "constant");
    if (pads.length != 2 * axes.length || !Set.of("constant", "edge").contains(mode)) {
      throw op.refused("has the mode " + Refusals.cut(mode) + " and " + pads.length + " pads");
    }
    double fill = op.has(2) ? op.constant(2).values()[0] : op.number("value", 0);
    Value padded = op.input(0);
    for (int i = 0; i < axes.length; i++) {
      int axis = op.axis(axes[i], rank);
      long before = pads[i];
      long after = pads[i + axes.length];
      if (before != 0 || after != 0) {
        int size = op.shape(padded)[axis];
        if (size == Shapes.TIME) {
          throw op.mixesTimes();
        }
        if (Math.abs(before) > Shapes.LARGEST || Math.abs(after) > Shapes.LARGEST) {
          throw op.refused("pads by " + before + " and " + after);
        }
        int[] indices = IntStream.range((int) -before, size + (int) after).toArray();
        padded =
            mode.equals("edge")
                ? indexed(op, padded, axis, clamped(indices, size))
                : filled(op, padded, axis, indices, fill);
      }
    }
    return padded;
  }

  private static int[] clamped(int[] indices, int size) {
    return Arrays.stream(indices).map(i -> Math.max(0, Math.min(size - 1, i))).toArray();
  }

  /** Indices of an axis, with a number where there are none. */
  private static Value filled(Operator op, Value given, int axis, int[] indices, double fill) {
    int[] shape = op.shape(given);
    int[] inside = clamped(indices, shape[axis]);
    double[] is =
        Arrays.stream(indices).mapToDouble(i -> i >= 0 && i < shape[axis] ? 1 : 0).toArray();
    int[] along = new int[shape.length - axis];
    Arrays.fill(along, 1);
    along[0] = indices.length;
    Constant condition = new Constant(along, is, true);
    Constant number = Constant.number(fill);
    return NumberOperators.choose(op, condition, indexed(op, given, axis, inside), number);
  }

  private static Value indexed(Operator op, Value given, int axis, int... indices) {
    int[] shape = op.shape(given).clone();
    if (shape[axis] == Shapes.TIME) {
      throw op.mixesTimes();
    }
    shape[axis] = indices.length;
    return taken(op, given, axis, indices, shape);
  }

  /**
   * Some indices of an axis that is not time.
   *
   * @param shape of the result
   */
  static Value taken(Operator op, Value given, int axis, int[] indices, int... shape) {
    if (given instanceof Constant constant) {
      int[] places = Shapes.taken(constant.shape(), axis, indices);
      return new Constant(
          shape, ShapeOperators.taken(constant.values(), places), constant.integer());
    }
    Signal signal = (Signal) given;
    int ofRow = axis > signal.timeAxis() ? axis - 1 : axis;
    int[] places = Shapes.taken(signal.rowShape(), ofRow, indices);
    return signal.with(shape, op.rows().select(signal.row(), places));
  }
}
