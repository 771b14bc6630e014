// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.network.onnx;

import dev.deerpark.network.pointwise.Apply;
import dev.deerpark.network.pointwise.Binary;
import dev.deerpark.network.pointwise.Combine;
import dev.deerpark.network.pointwise.Elementwise;
import dev.deerpark.network.pointwise.Elementwise.Kind;
import java.util.Arrays;

/** Operators that compute number by number, with repetition where shapes differ. */
final class NumberOperators {
  private NumberOperators() {}

  static Value map(Operator op, Elementwise function) {
    if (op.input(0) instanceof Constant given && !given.hasSteps()) {
      double[] values = Arrays.stream(given.values()).map(function::apply).toArray();
      return new Constant(given.shape(), values, given.integer());
    }
    Signal signal = op.signal(0);
    return new Signal(signal.shape(), op.rows().add(new Apply(signal.row(), function)));
  }

  /** A function without attributes. */
  static Value map(Operator op, Kind kind) {
    op.allowAttributes();
    return map(op, Elementwise.of(kind));
  }

  static Value leakyRelu(Operator op) {
    op.allowAttributes("alpha");
    return map(op, new Elementwise(Kind.LEAKY_RELU, op.number("alpha", 0.01), 0));
  }

  static Value elu(Operator op) {
    op.allowAttributes("alpha");
    return map(op, new Elementwise(Kind.ELU, op.number("alpha", 1), 0));
  }

  static Value selu(Operator op) {
    op.allowAttributes("alpha", "gamma");
    return map(
        op,
        new Elementwise(
            Kind.SELU,
            op.number("alpha", 1.67326319217681884765625),
            op.number("gamma", 1.05070102214813232421875)));
  }

  static Value hardSigmoid(Operator op) {
    op.allowAttributes("alpha", "beta");
    return map(
        op, new Elementwise(Kind.HARD_SIGMOID, op.number("alpha", 0.2f), op.number("beta", 0.5)));
  }

  static Value clip(Operator op) {
    op.allowAttributes("min", "max");
    double least = bound(op, 1, "min", Double.NEGATIVE_INFINITY);
    double greatest = bound(op, 2, "max", Double.POSITIVE_INFINITY);
    return map(op, new Elementwise(Kind.CLIP, least, greatest));
  }

  private static double bound(Operator op, int input, String name, double otherwise) {
    if (!op.has(input)) {
      return op.number(name, otherwise);
    }
    Constant bound = op.constant(input);
    if (bound.values().length != 1) {
      throw op.refused("has a bound of the shape " + bound.shown());
    }
    return bound.values()[0];
  }

  static Value combine(Operator op, Binary function) {
    op.allowAttributes();
    Value combined = op.input(0);
    if (op.inputs() < 2) {
      throw op.refused("has one input");
    }
    for (int i = 1; i < op.inputs(); i++) {
      combined = combine(op, combined, op.input(i), function);
    }
    return combined;
  }

  private static Value combine(Operator op, Value first, Value second, Binary function) {
    if (first instanceof Constant a && second instanceof Constant b) {
      return folded(op, a, b, function);
    }
    int[] shape = Shapes.together(shape(op, first), shape(op, second));
    Signal a = repeated(op, first, shape);
    Signal b = repeated(op, second, shape);
    return new Signal(shape, op.rows().add(new Combine(a.row(), b.row(), function)));
  }

  private static int[] shape(Operator op, Value value) {
    if (value instanceof Constant constant) {
      if (constant.hasSteps()) {
        throw op.refused("computes with the length of the series");
      }
      return constant.shape();
    }
    if (value instanceof Signal signal) {
      return signal.shape();
    }
    throw op.refused(
        "reads " + Refusals.cut(value.shown()) + ", which is known after the last step only");
  }

  private static Constant folded(Operator op, Constant a, Constant b, Binary function) {
    int[] shape = Shapes.together(a.shape(), b.shape());
    double[] first = ShapeOperators.taken(a.values(), Shapes.repeated(a.shape(), shape));
    double[] second = ShapeOperators.taken(b.values(), Shapes.repeated(b.shape(), shape));
    boolean integer = a.integer() && b.integer();
    double[] values = new double[first.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = function.apply(first[i], second[i]);
      if (integer && function == Binary.DIVIDE) {
        values[i] = Elementwise.of(Kind.TRUNCATE).apply(values[i]);
      }
    }
    if (a.hasSteps() || b.hasSteps()) {
      boolean unchanged =
          a.hasSteps()
              ? isNeutral(second, function, first)
              : function != Binary.SUBTRACT
                  && function != Binary.DIVIDE
                  && isNeutral(first, function, second);
      if (!unchanged) {
        throw op.refused("computes with the length of the series");
      }
    }
    return new Constant(shape, values, integer);
  }

  /** Whether the numbers change nothing where the others stand for the number of steps. */
  private static boolean isNeutral(double[] numbers, Binary function, double[] others) {
    double neutral = function == Binary.ADD || function == Binary.SUBTRACT ? 0 : 1;
    boolean scales = function == Binary.MULTIPLY || function == Binary.DIVIDE;
    for (int i = 0; i < numbers.length; i++) {
      if (Double.isNaN(others[i]) && (numbers[i] != neutral || !scales && neutral == 1)) {
        return false;
      }
    }
    return true;
  }

  /** A value repeated to a shape with time. */
  static Signal repeated(Operator op, Value value, int... shape) {
    int time = Shapes.timeAxis(shape);
    int[] own = Shapes.padded(shape(op, value), shape.length);
    if (own[time] != Shapes.TIME && own[time] != 1 || !hasOneTime(shape)) {
      throw op.mixesTimes();
    }
    int[] places = Shapes.repeated(Shapes.without(own, time), Shapes.without(shape, time));
    if (value instanceof Constant constant) {
      double[] row = ShapeOperators.taken(constant.values(), places);
      return new Signal(shape, op.rows().add(new dev.deerpark.network.pointwise.Constant(row)));
    }
    if (own[time] != Shapes.TIME) {
      throw op.mixesTimes();
    }
    return new Signal(shape, op.rows().select(((Signal) value).row(), places));
  }

  private static boolean hasOneTime(int... shape) {
    return Arrays.stream(shape).filter(dimension -> dimension == Shapes.TIME).count() == 1;
  }
}
