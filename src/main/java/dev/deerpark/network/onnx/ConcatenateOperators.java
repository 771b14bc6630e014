// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.network.onnx;

import dev.deerpark.network.pointwise.Concatenate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Operators that put tensors together along an axis. */
final class ConcatenateOperators {
  private ConcatenateOperators() {}

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
    List<Value> signals = new ArrayList<>();
    for (int i = 0; i < op.inputs(); i++) {
      signals.add(op.signal(i));
      rows.add(op.signal(i).row());
      shapes.add(op.signal(i).rowShape());
    }
    int all = rows.size() == 1 ? rows.get(0) : op.rows().add(new Concatenate(rows));
    int ofRow = axis > time ? axis - 1 : axis;
    int[] places = interleaved(ofRow, shapes, Shapes.without(joined, time));
    boolean backwards = NumberOperators.backwards(op, signals.toArray(Value[]::new));
    return new Signal(joined, op.rows().select(all, places), backwards);
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
}
