// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.network.onnx;

import dev.deerpark.base.BadInputException;
import dev.deerpark.network.Feed;
import dev.deerpark.network.Network;
import dev.deerpark.network.Node;
import dev.deerpark.network.Rows;
import dev.deerpark.network.onnx.proto.Onnx.GraphProto;
import dev.deerpark.network.onnx.proto.Onnx.NodeProto;
import dev.deerpark.network.onnx.proto.Onnx.TensorProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Makes a network of a graph: goes through its nodes in order, and determines for every tensor
 * whether it is constant or has a row for each step. Only the nodes that lead to the output are
 * read.
 */
final class GraphReader {
  private static final int LONGEST_NAME = 60;

  private final GraphProto graph;
  private final int opset;
  private final Cut cut;
  private final TensorReader tensors;
  private final Refusals refusals;
  private final Map<String, TensorProto> stored = new HashMap<>();
  private final List<String> assumptions = new ArrayList<>();

  GraphReader(GraphProto graph, int opset, Cut cut, TensorReader tensors, Refusals refusals) {
    this.graph = graph;
    this.opset = opset;
    this.cut = cut;
    this.tensors = tensors;
    this.refusals = refusals;
    graph.getInitializerList().forEach(tensor -> stored.put(tensor.getName(), tensor));
  }

  /** What the file leaves open and how it is interpreted, one sentence each. */
  List<String> assumptions() {
    return assumptions;
  }

  /**
   * @throws BadInputException for what is not supported, by the name of the node
   */
  Network read() {
    cut.requireTensors(graph, refusals);
    String output = output();
    List<NodeProto> nodes = leadingTo(output);
    refuseUnknown(nodes);
    Map<String, Value> assumed = new HashMap<>();
    List<String> names = inputs(output, nodes, assumed);
    BadInputException furthest = null;
    int most = -1;
    for (List<GraphInputs.Shape> shapes : inputs().shapes(names)) {
      Reading reading = new Reading(names, shapes, assumed);
      try {
        Network network = reading.read(nodes, output);
        assumptions.add(inputSentence(names, shapes, output));
        return network;
      } catch (BadInputException refusal) {
        if (reading.evaluated > most) {
          furthest = refusal;
          most = reading.evaluated;
        }
      }
    }
    if (names.size() > 1) {
      throw refusals.of(
          "the output depends on "
              + names.size()
              + " inputs, "
              + Refusals.cut(String.join(", ", names))
              + ", which cannot all be columns of one series. Name a tensor behind them with"
              + " --onnx-from");
    }
    throw furthest;
  }

  private static String inputSentence(
      List<String> names, List<GraphInputs.Shape> shapes, String output) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      parts.add(
          Refusals.cut(names.get(i)) + ", read as " + Shapes.text(shapes.get(i).dimensions()));
    }
    String inputs =
        parts.size() == 1
            ? "The tensor " + parts.get(0) + ", is the input"
            : "The columns are those of " + String.join(", then of ", parts);
    return inputs + "; " + Refusals.cut(output) + " is the output.";
  }

  private GraphInputs inputs() {
    return new GraphInputs(graph, refusals);
  }

  private String output() {
    if (cut.to().isPresent()) {
      return cut.to().get();
    }
    if (graph.getOutputCount() == 0) {
      throw refusals.of("the graph has no output; name a tensor with --onnx-to");
    }
    return graph.getOutput(0).getName();
  }

  /** The nodes that a tensor depends on, in the order of the graph. */
  private List<NodeProto> leadingTo(String output) {
    Set<String> needed = new HashSet<>();
    needed.add(output);
    List<NodeProto> nodes = new ArrayList<>();
    for (int i = graph.getNodeCount() - 1; i >= 0; i--) {
      NodeProto node = graph.getNode(i);
      boolean leads =
          node.getOutputList().stream()
              .anyMatch(name -> needed.contains(name) && !cut.from().equals(Optional.of(name)));
      if (leads) {
        nodes.add(0, node);
        needed.addAll(node.getInputList());
      }
    }
    return nodes;
  }

  private void refuseUnknown(List<NodeProto> nodes) {
    for (NodeProto node : nodes) {
      if (Operators.CONTROL.contains(node.getOpType())) {
        throw unknown(
            node, "is a graph that runs by a condition or in a loop, which is not supported.");
      }
    }
    for (NodeProto node : nodes) {
      boolean standard = node.getDomain().isEmpty() || node.getDomain().equals("ai.onnx");
      if (!standard || !Operators.isKnown(node.getOpType())) {
        throw unknown(
            node,
            standard
                ? "is not supported."
                : "is of the domain " + Refusals.cut(node.getDomain()) + ", not supported.");
      }
    }
  }

  private BadInputException unknown(NodeProto node, String sentence) {
    String before =
        node.getInputList().stream().filter(name -> !name.isEmpty()).findFirst().orElse("TENSOR");
    return refusals.of(
        "the node '"
            + Refusals.cut(Operator.nameOf(node))
            + "' ("
            + Refusals.cut(node.getOpType())
            + ") "
            + sentence
            + Operator.advice(node, before));
  }

  /**
   * The tensors that the table's columns are, in the order of the graph.
   *
   * @param assumed gets the other inputs, whose values are known
   */
  private List<String> inputs(String output, List<NodeProto> nodes, Map<String, Value> assumed) {
    if (cut.from().isPresent()) {
      return List.of(cut.from().get());
    }
    Set<String> read = new HashSet<>();
    nodes.forEach(node -> read.addAll(node.getInputList()));
    read.add(output);
    List<String> inputs = new ArrayList<>();
    for (String name : GraphInputs.given(graph, stored.keySet())) {
      if (read.contains(name) && inputs().isInitialState(name, nodes)) {
        assumed.put(name, inputs().zeros(name));
        assumptions.add(
            "The input " + Refusals.cut(name) + " is an initial state, taken as zeros.");
      } else if (read.contains(name) && inputs().isLength(name, nodes)) {
        assumed.put(name, Constant.integers(Constant.STEPS));
        assumptions.add(
            "The input " + Refusals.cut(name) + " is a length, taken as that of the series.");
      } else if (read.contains(name)) {
        inputs.add(name);
      }
    }
    if (inputs.isEmpty()) {
      throw refusals.of(
          "the output depends on no input of the graph; name tensors with --onnx-from and"
              + " --onnx-to");
    }
    return inputs;
  }

  /** One way to read the graph, by a shape of its input. */
  private final class Reading {
    private final Map<String, Value> values = new HashMap<>();
    private final int fixedSteps;
    private final Rows rows = new Rows();
    private final List<Node> network = new ArrayList<>();
    private final int inputSize;

    /** How many nodes it got through. */
    private int evaluated;

    /**
     * @param names of the inputs
     * @param shapes of each
     * @param assumed other inputs
     */
    Reading(List<String> names, List<GraphInputs.Shape> shapes, Map<String, Value> assumed) {
      this.fixedSteps = shapes.stream().mapToInt(GraphInputs.Shape::fixedSteps).max().orElse(0);
      int[] sizes = new int[names.size()];
      for (int i = 0; i < sizes.length; i++) {
        sizes[i] = size(names.get(i), shapes.get(i));
      }
      this.inputSize = Arrays.stream(sizes).reduce(0, Math::addExact);
      values.putAll(assumed);
      int whole = rows.source(Feed.INPUT, inputSize);
      int from = 0;
      for (int i = 0; i < sizes.length; i++) {
        int row = rows.select(whole, IntStream.range(from, from + sizes[i]).toArray());
        values.put(names.get(i), Signal.of(shapes.get(i).dimensions(), row));
        from += sizes[i];
      }
    }

    private int size(String name, GraphInputs.Shape shape) {
      int time = Shapes.timeAxis(shape.dimensions());
      try {
        return Shapes.size(Shapes.without(shape.dimensions(), time));
      } catch (ArithmeticException tooLarge) {
        throw refusals.ofTensor(name, "cannot be read: " + tooLarge.getMessage());
      }
    }

    Network read(List<NodeProto> nodes, String output) {
      nodes.forEach(this::evaluate);
      if (!(value(output) instanceof Signal signal)) {
        throw refusals.ofTensor(
            output,
            "is "
                + Refusals.cut(value(output).shown())
                + ", not one row for each step; name another with --onnx-to");
      }
      if (network.isEmpty()) {
        throw refusals.of(
            "no recurrent node (GRU, LSTM, RNN) leads from the input to "
                + Refusals.cut(output)
                + "; name another tensor with --onnx-to");
      }
      if (signal.backwards()) {
        assumptions.add(
            "The graph gives the steps of "
                + Refusals.cut(output)
                + " in the reverse order; here each stands at its own step.");
      }
      return network(rows.feed(signal.row()), output);
    }

    private Network network(Feed feed, String output) {
      try {
        return new Network(inputSize, network, feed);
      } catch (IllegalArgumentException misfit) {
        throw refusals.ofTensor(output, "cannot be evaluated: " + misfit.getMessage());
      }
    }

    private void evaluate(NodeProto node) {
      List<Optional<Value>> inputs = new ArrayList<>();
      for (String name : node.getInputList()) {
        inputs.add(name.isEmpty() ? Optional.empty() : Optional.of(value(name)));
      }
      Operator operator = new Operator(node, opset, fixedSteps, inputs, rows, tensors, refusals);
      List<Value> results;
      try {
        results =
            Operators.RECURRENT.contains(node.getOpType())
                ? recurrent(operator)
                : Operators.apply(operator);
      } catch (ArithmeticException | IllegalArgumentException misfit) {
        throw operator.refused("cannot be evaluated: " + misfit.getMessage());
      }
      for (int i = 0; i < node.getOutputCount() && i < results.size(); i++) {
        // A tensor that the cut gives stays as it is.
        values.putIfAbsent(node.getOutput(i), results.get(i));
      }
      evaluated++;
    }

    private List<Value> recurrent(Operator operator) {
      RecurrentOperator recurrent = new RecurrentOperator(operator);
      List<Integer> states = new ArrayList<>();
      for (Node node : recurrent.nodes(freeName(operator.name(), operator.type()))) {
        network.add(node);
        states.add(rows.source(network.size() - 1, node.stateSize()));
      }
      return recurrent.outputs(states);
    }

    /** A name for columns and reports, which no other node has, whatever the case of letters. */
    private String freeName(String name, String type) {
      String plain = name.replaceAll("[^A-Za-z0-9]+", "_").replaceAll("^_+|_+$", "");
      plain = plain.isEmpty() ? type.toLowerCase(Locale.ROOT) : plain;
      plain = plain.substring(0, Math.min(plain.length(), LONGEST_NAME));
      String free = plain;
      for (int i = 2; isTaken(free); i++) {
        free = plain + "_" + i;
      }
      return free;
    }

    private boolean isTaken(String name) {
      return network.stream()
          .map(Node::name)
          .anyMatch(
              other ->
                  other.equalsIgnoreCase(name)
                      || other.equalsIgnoreCase(name + "_fwd")
                      || other.equalsIgnoreCase(name + "_rev"));
    }

    private Value value(String name) {
      Value known = values.get(name);
      if (known == null && stored.containsKey(name)) {
        known = tensors.read(stored.get(name), name);
        values.put(name, known);
      }
      if (known == null) {
        throw refusals.ofTensor(name, "is read before anything gives it: the file is damaged");
      }
      return known;
    }
  }
}
