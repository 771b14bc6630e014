// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.network.onnx;

import dev.deerpark.network.Node;
import dev.deerpark.network.pointwise.Concatenate;
import dev.deerpark.recurrence.Activation;
import dev.deerpark.recurrence.RecurrenceSpec;
import dev.deerpark.recurrence.network.GateOrder;
import dev.deerpark.recurrence.network.GruWeights;
import dev.deerpark.recurrence.network.LayerWeights;
import dev.deerpark.recurrence.network.LstmWeights;
import dev.deerpark.recurrence.network.RnnWeights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * GRU, LSTM and RNN of ONNX. The rows of W, R and B are gate after gate: z r h, i o f c, or one; B
 * holds the biases of W, then those of R. A bidirectional one is two nodes.
 *
 * <p>Source: the operators' definitions at onnx.ai/onnx/operators.
 */
final class RecurrentOperator {
  private static final int SEQUENCE_LENGTHS = 4;
  private static final int INITIAL_H = 5;
  private static final int INITIAL_C = 6;
  private static final int PEEPHOLES = 7;

  /** The order in which ONNX has the gates, by the letters that PyTorch's order has. */
  private static final String GRU_GATES = "zrn";

  private static final String LSTM_GATES = "iofg";
  private static final String LSTM_PEEPHOLES = "iof";

  private final Operator op;
  private final boolean batchFirst;
  private final Signal x;
  private final boolean[] reversed;
  private final int units;
  private final int inputs;

  RecurrentOperator(Operator op) {
    this.op = op;
    op.allowAttributes(
        "activations",
        "activation_alpha",
        "activation_beta",
        "clip",
        "direction",
        "hidden_size",
        "layout",
        "linear_before_reset",
        "input_forget");
    this.batchFirst = op.integer("layout", 0) != 0;
    this.reversed = directions();
    refuseOthers();
    this.x = op.signal(0);
    int time = batchFirst ? 1 : 0;
    if (x.shape().length != 3 || x.timeAxis() != time) {
      throw op.refused("takes axis " + time + " of " + x.shown() + " for time, by its layout");
    }
    if (x.shape()[1 - time] != 1) {
      throw op.refused(
          "has a batch of "
              + x.shape()[1 - time]
              + " series; a batch of 1 is supported: export the model so");
    }
    this.inputs = x.shape()[2];
    int[] hidden = op.constant(2).shape();
    this.units = hidden.length == 3 ? hidden[2] : 0;
    if (units < 1 || op.integer("hidden_size", units) != units) {
      throw op.refused(
          "has hidden weights of the shape "
              + Shapes.text(hidden)
              + " for the hidden_size "
              + op.integer("hidden_size", units));
    }
  }

  private boolean[] directions() {
    String direction = op.text("direction", "forward");
    return switch (direction) {
      case "forward" -> new boolean[] {false};
      case "reverse" -> new boolean[] {true};
      case "bidirectional" -> new boolean[] {false, true};
      default -> throw op.refused("has the direction '" + Refusals.cut(direction) + "'");
    };
  }

  private void refuseOthers() {
    if (op.has(SEQUENCE_LENGTHS) && !op.isAllSteps(op.input(SEQUENCE_LENGTHS))) {
      throw op.refused(
          "has sequence_lens, which end some series of a batch early; export the model without");
    }
    if (op.attribute("clip").isPresent()) {
      throw op.refused("clips the sums of its gates (clip), which is not supported");
    }
    if (op.integer("input_forget", 0) != 0) {
      throw op.refused("couples its gates (input_forget), which is not supported");
    }
    op.texts("activations").forEach(this::activation);
  }

  /**
   * The nodes.
   *
   * @param name of the operator in the network; two directions add to it
   */
  List<Node> nodes(String name) {
    List<Node> nodes = new ArrayList<>();
    for (int direction = 0; direction < reversed.length; direction++) {
      String full = reversed.length == 1 ? name : name + (reversed[direction] ? "_rev" : "_fwd");
      nodes.add(
          new Node(
              full,
              op.type().toLowerCase(Locale.ROOT),
              spec(direction),
              reversed[direction] != x.backwards(),
              initialState(direction),
              op.rows().feed(x.row())));
    }
    return nodes;
  }

  /**
   * What it gives: the hidden units of every step, then the last ones.
   *
   * @param states the rows that hold the states of its nodes
   */
  List<Value> outputs(List<Integer> states) {
    int[] places = IntStream.range(0, units).toArray();
    List<Integer> hidden = states.stream().map(row -> op.rows().select(row, places)).toList();
    int all = hidden.size() == 1 ? hidden.get(0) : op.rows().add(new Concatenate(hidden));
    int[] shape =
        batchFirst
            ? new int[] {1, Shapes.TIME, hidden.size(), units}
            : new int[] {Shapes.TIME, hidden.size(), 1, units};
    List<Value> outputs = new ArrayList<>();
    outputs.add(x.with(shape, all));
    String named = op.output(0).isEmpty() ? "TENSOR" : op.output(0);
    for (int i = 1; i < op.outputs(); i++) {
      outputs.add(new LastState(op.name(), named));
    }
    return outputs;
  }

  private RecurrenceSpec spec(int direction) {
    return switch (op.type()) {
      case "GRU" -> gru(direction);
      case "LSTM" -> lstm(direction);
      default -> rnn(direction);
    };
  }

  private GruWeights gru(int direction) {
    Activation[] activations = activations(direction, "Sigmoid", "Tanh");
    return new GruWeights(
        GateOrder.rearrange(layer(direction, 3), GRU_GATES, GruWeights.GATES),
        op.integer("linear_before_reset", 0) != 0,
        activations[0],
        activations[1]);
  }

  private LstmWeights lstm(int direction) {
    Activation[] activations = activations(direction, "Sigmoid", "Tanh", "Tanh");
    double[] peepholes =
        op.has(PEEPHOLES)
            ? GateOrder.rearrange(
                part(PEEPHOLES, direction, 3 * units), LSTM_PEEPHOLES, LstmWeights.PEEPHOLES)
            : new double[0];
    return new LstmWeights(
        GateOrder.rearrange(layer(direction, 4), LSTM_GATES, LstmWeights.GATES),
        peepholes,
        activations[0],
        activations[1],
        activations[2]);
  }

  private RnnWeights rnn(int direction) {
    return new RnnWeights(layer(direction, 1), activations(direction, "Tanh")[0]);
  }

  private LayerWeights layer(int direction, int gates) {
    int rows = Shapes.size(gates, units);
    double[] inputWeight = part(1, direction, rows, inputs);
    double[] hiddenWeight = part(2, direction, rows, units);
    if (!op.has(3)) {
      return LayerWeights.unbiased(gates, inputs, units, inputWeight, hiddenWeight);
    }
    double[] bias = part(3, direction, 2 * rows);
    return new LayerWeights(
        gates,
        inputs,
        units,
        inputWeight,
        hiddenWeight,
        Arrays.copyOfRange(bias, 0, rows),
        Arrays.copyOfRange(bias, rows, 2 * rows));
  }

  /** One direction's part of a weight of the shape {@code [directions] + shape}, all finite. */
  private double[] part(int input, int direction, int... shape) {
    Constant weights = op.constant(input);
    int[] expected = Shapes.with(shape, 0, reversed.length);
    if (!Arrays.equals(weights.shape(), expected)) {
      throw op.refused(
          "has weights of the shape "
              + weights.shown()
              + " as input "
              + input
              + " where "
              + Shapes.text(expected)
              + " are needed");
    }
    int size = Shapes.size(shape);
    double[] part = Arrays.copyOfRange(weights.values(), direction * size, (direction + 1) * size);
    requireFinite(part, input);
    return part;
  }

  private void requireFinite(double[] numbers, int input) {
    for (double number : numbers) {
      if (!Double.isFinite(number)) {
        throw op.refused("has " + number + " among the numbers of its input " + input);
      }
    }
  }

  /** The start of one direction: h, and then c of an LSTM; zeros where none is given. */
  private double[] initialState(int direction) {
    double[] hidden = initial(INITIAL_H, direction);
    if (!op.type().equals("LSTM")) {
      return hidden;
    }
    double[] state = Arrays.copyOf(hidden, 2 * units);
    System.arraycopy(initial(INITIAL_C, direction), 0, state, units, units);
    return state;
  }

  private double[] initial(int input, int direction) {
    if (!op.has(input)) {
      return new double[units];
    }
    Constant given = op.constant(input);
    int[] expected =
        batchFirst ? new int[] {1, reversed.length, units} : new int[] {reversed.length, 1, units};
    if (!Arrays.equals(given.shape(), expected)) {
      throw op.refused(
          "begins with states of the shape "
              + given.shown()
              + " where "
              + Shapes.text(expected)
              + " are needed: a batch of 1 is supported");
    }
    double[] state = Arrays.copyOfRange(given.values(), direction * units, (direction + 1) * units);
    requireFinite(state, input);
    return state;
  }

  private Activation[] activations(int direction, String... defaults) {
    List<String> names = op.texts("activations");
    int each = defaults.length;
    if (!names.isEmpty() && names.size() != each * reversed.length) {
      throw op.refused(
          "names " + names.size() + " activations where " + each * reversed.length + " are needed");
    }
    Activation[] activations = new Activation[each];
    for (int i = 0; i < each; i++) {
      activations[i] = activation(names.isEmpty() ? defaults[i] : names.get(direction * each + i));
    }
    return activations;
  }

  private Activation activation(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "tanh" -> Activation.TANH;
      case "sigmoid" -> Activation.SIGMOID;
      case "relu" -> Activation.RELU;
      default ->
          throw op.refused(
              "has the activation "
                  + Refusals.cut(name)
                  + "; supported are Tanh, Sigmoid and Relu");
    };
  }
}
