// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.network.onnx;

import dev.deerpark.network.pointwise.Embed;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.IntStream;

/** Operators that take rows by index, out of tensors and of tables. */
final class LookupOperators {
  private LookupOperators() {}

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
    return SelectOperators.taken(op, op.input(0), axis, indices, taken);
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
    return chosen.with(joined(chosen.shape(), width, new int[0]), row);
  }

  /** A row of zeros with a one in the place that is chosen. */
  static Value oneHot(Operator op) {
    op.allowAttributes("axis");
    Signal chosen = op.signal(0);
    Constant depth = op.constant(1);
    double[] offAndOn = op.constant(2).values();
    int rows = (int) depth.values()[0];
    boolean last = Set.of(-1L, (long) chosen.shape().length).contains(op.integer("axis", -1));
    if (!last || rows < 1 || rows > 1 << 12 || offAndOn.length != 2) {
      throw op.refused("makes rows of " + rows + " numbers, or not along the last axis");
    }
    double[] table = new double[rows * rows];
    for (int i = 0; i < table.length; i++) {
      table[i] = offAndOn[i % (rows + 1) == 0 ? 1 : 0];
    }
    int row = op.rows().add(new Embed(chosen.row(), op.name(), rows, table));
    return chosen.with(joined(chosen.shape(), new int[] {rows}, new int[0]), row);
  }

  private static int[] joined(int[] first, int[] second, int[] third) {
    return IntStream.concat(
            Arrays.stream(first), IntStream.concat(Arrays.stream(second), Arrays.stream(third)))
        .toArray();
  }
}
