// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.network.onnx;

import dev.deerpark.network.pointwise.Apply;
import dev.deerpark.network.pointwise.Binary;
import dev.deerpark.network.pointwise.Choose;
import dev.deerpark.network.pointwise.Combine;
import dev.deerpark.network.pointwise.Elementwise;
import dev.deerpark.network.pointwise.Elementwise.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Operators that compute number by number, with repetition where shapes differ. */
final class NumberOperators {
  private NumberOperators() {}

  static Value map(Operator op, Elementwise function) {
    return map(op, op.input(0), function);
  }

  static Value map(Operator op, Value value, Elementwise function) {
    return op.apply(value, op.shape(value), operand -> new Apply(operand, function));
  }

  /** A function without attributes. */
  static Value map(Operator op, Kind kind) {
    op.allowAttributes();
    return map(op, Elementwise.of(kind));
  }

  /** A function with one parameter, which ONNX calls alpha. */
  static Value map(Operator op, Kind kind, double alpha) {
    op.allowAttributes("alpha");
    return map(op, new Elementwise(kind, op.number("alpha", alpha), 0));
  }

  static Value gelu(Operator op) {
    op.allowAttributes("approximate");
    return switch (op.text("approximate", "none")) {
      case "none" -> map(op, Elementwise.of(Kind.GELU));
      case "tanh" -> map(op, Elementwise.of(Kind.GELU_TANH));
      default -> throw op.refused("approximates by " + Refusals.cut(op.text("approximate", "")));
    };
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
    return combine(op, op.input(0), op.input(1), function);
  }

  /** A function of two numbers over any number of inputs. */
  static Value combineAll(Operator op, Binary function) {
    op.allowAttributes();
    Value combined = op.input(0);
    for (int i = 1; i < op.inputs(); i++) {
      combined = combine(op, combined, op.input(i), function);
    }
    return combined;
  }

  static Value combine(Operator op, Value first, Value second, Binary function) {
    if (first instanceof Constant a && second instanceof Constant b) {
      return folded(op, a, b, function);
    }
    int[] shape = Shapes.together(op.numbersShape(first), op.numbersShape(second));
    Signal a = repeated(op, first, shape);
    Signal b = repeated(op, second, shape);
    int row = op.rows().add(new Combine(a.row(), b.row(), function));
    return new Signal(shape, row, backwards(op, first, second));
  }

  static Value mean(Operator op) {
    double share = 1.0 / op.inputs();
    Constant factor = Constant.number(share);
    return combine(op, combineAll(op, Binary.ADD), factor, Binary.MULTIPLY);
  }

  static Value remainder(Operator op) {
    op.allowAttributes("fmod");
    Binary function = op.integer("fmod", 0) == 0 ? Binary.MODULO : Binary.REMAINDER;
    return combine(op, op.input(0), op.input(1), function);
  }

  /** A comparison with the first and the second input exchanged. */
  static Value exchanged(Operator op, Binary function) {
    op.allowAttributes();
    return combine(op, op.input(1), op.input(0), function);
  }

  /** The second input where the first is true, and else the third. */
  static Value where(Operator op) {
    op.allowAttributes();
    return choose(op, op.input(0), op.input(1), op.input(2));
  }

  static Value choose(Operator op, Value condition, Value first, Value second) {
    if (condition instanceof Constant is
        && first instanceof Constant yes
        && second instanceof Constant no) {
      return chosen(is, yes, no);
    }
    List<Value> values = List.of(condition, first, second);
    int[] shape = values.stream().map(op::numbersShape).reduce(Shapes::together).orElseThrow();
    int[] rows = values.stream().mapToInt(value -> repeated(op, value, shape).row()).toArray();
    int row = op.rows().add(new Choose(rows[0], rows[1], rows[2]));
    return new Signal(shape, row, backwards(op, values.toArray(Value[]::new)));
  }

  private static Constant chosen(Constant condition, Constant first, Constant second) {
    int[] shape =
        Shapes.together(condition.shape(), Shapes.together(first.shape(), second.shape()));
    double[] is = repeated(condition, shape);
    double[] yes = repeated(first, shape);
    double[] no = repeated(second, shape);
    double[] values =
        IntStream.range(0, is.length).mapToDouble(i -> is[i] != 0 ? yes[i] : no[i]).toArray();
    return new Constant(shape, values, first.integer() && second.integer());
  }

  private static double[] repeated(Constant given, int... shape) {
    return ShapeOperators.taken(given.values(), Shapes.repeated(given.shape(), shape));
  }

  /** Whether the signals among values have their steps in the reverse order, as all must have. */
  static boolean backwards(Operator op, Value... values) {
    List<Boolean> orders =
        Arrays.stream(values)
            .filter(Signal.class::isInstance)
            .map(value -> ((Signal) value).backwards())
            .distinct()
            .toList();
    if (orders.size() > 1) {
      throw op.mixesTimes();
    }
    return orders.get(0);
  }

  private static Constant folded(Operator op, Constant a, Constant b, Binary function) {
    int[] shape = Shapes.together(a.shape(), b.shape());
    double[] first = repeated(a, shape);
    double[] second = repeated(b, shape);
    boolean integer = a.integer() && b.integer();
    double[] values = new double[first.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = function.apply(first[i], second[i]);
      if (integer && function == Binary.DIVIDE) {
        values[i] = Elementwise.of(Kind.TRUNCATE).apply(values[i]);
      }
    }
    if (function == Binary.EQUAL && (a.hasSteps() || b.hasSteps())) {
      requireDecided(op, first, second);
    } else if (a.hasSteps() || b.hasSteps()) {
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

  /** Requires that no number of steps is compared with a number that it may be. */
  private static void requireDecided(Operator op, double[] first, double[] second) {
    for (int i = 0; i < first.length; i++) {
      if (Double.isNaN(first[i]) && !(second[i] < 1)
          || Double.isNaN(second[i]) && !(first[i] < 1)) {
        throw op.refused("computes with the length of the series");
      }
    }
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
    int[] own = Shapes.padded(op.numbersShape(value), shape.length);
    if (own[time] != Shapes.TIME && own[time] != 1 || !hasOneTime(shape)) {
      throw op.mixesTimes();
    }
    int[] places = Shapes.repeated(Shapes.without(own, time), Shapes.without(shape, time));
    if (value instanceof Constant constant) {
      double[] row = ShapeOperators.taken(constant.values(), places);
      return Signal.of(shape, op.rows().add(new dev.deerpark.network.pointwise.Constant(row)));
    }
    if (own[time] != Shapes.TIME) {
      throw op.mixesTimes();
    }
    Signal signal = (Signal) value;
    return signal.with(shape, op.rows().select(signal.row(), places));
  }

  private static boolean hasOneTime(int... shape) {
    return Arrays.stream(shape).filter(dimension -> dimension == Shapes.TIME).count() == 1;
  }
}
